/**
 * Spiking neurons: populations with explicit state that advance in steps.
 *
 * <pre>{@code
 * try (Session session = Ranvier.open("auto")) {
 *     var axon = HodgkinHuxley.squid(0.01);                            // a step of 0.01 ms
 *     try (var run = Simulation.start(session, axon, DType.F32, Shape.of(3))) {
 *         Tensor current = session.tensor(new float[] {5, 10, 20});    // µA/cm²
 *         for (int step = 0; step < 5_000; step++) {
 *             run.advance(current);
 *         }
 *         System.out.println(run.state().v());                         // mV, after 50 ms
 *     }
 * }
 * }</pre>
 */
@NullMarked
package org.ranvier.models.neuron;

import org.jspecify.annotations.NullMarked;
