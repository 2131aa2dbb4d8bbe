/**
 * Memories with an energy: Hopfield networks and restricted Boltzmann machines.
 *
 * <pre>{@code
 * try (Session session = Ranvier.open("auto"); Scope _ = session.scope()) {
 *     RandomStream random = session.random();
 *     Tensor patterns = session.rand(5, 100).sub(0.5).sign();             // five of 100 units
 *     Hopfield memory = Hopfield.of(patterns);
 *     Tensor damaged = patterns.mul(session.rand(5, 100).sub(0.1).sign());  // a tenth turned over
 *     Tensor recalled = memory.recall(damaged, 20, random);
 *     System.out.println(Hopfield.overlap(recalled, patterns));           // 1 where all is right
 * }
 * }</pre>
 */
@NullMarked
package org.ranvier.models.energy;

import org.jspecify.annotations.NullMarked;
