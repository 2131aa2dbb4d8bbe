/**
 * Local learning rules.
 *
 * <pre>{@code
 * try (Session session = Ranvier.open("auto"); Scope _ = session.scope()) {
 *     Tensor w = session.randn(1, 2);
 *     for (int i = 0; i < 1_000; i++) {
 *         Tensor x = session.randn(2).mul(session.tensor(new float[] {2, 1}));
 *         w = w.add(Plasticity.oja(w, x, w.matmul(x), 0.01, 1));
 *     }
 *     System.out.println(w);      // the direction in which x varies most, of length 1
 * }
 * }</pre>
 */
@NullMarked
package org.ranvier.models.plasticity;

import org.jspecify.annotations.NullMarked;
