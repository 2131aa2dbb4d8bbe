/**
 * Population coding, the Neural Engineering Framework of Eliasmith and Anderson (2003): populations
 * of neurons represent vectors, connections between them compute functions, recurrent ones follow
 * differential equations; in rates or in spikes.
 *
 * <p>An oscillator of 10 rad/s in 500 spiking neurons:
 *
 * <pre>{@code
 * try (Session session = Ranvier.open("auto")) {
 *     Population a = Tuning.of(500, 2).draw(session, DType.F32, session.random());
 *     Tensor turn = a.decoders(Flows.through(Flows.oscillator(10), 0.1));
 *     Network network = Network.spiking(0.001)
 *             .population("a", a)
 *             .input("a", new double[][] {{1}, {0}})
 *             .connect("a", "a", turn, Synapse.lowPass(0.1))
 *             .output("x", "a", a.decoders(x -> x), Synapse.lowPass(0.01));
 *     Tensor kick = session.ones(1);
 *     Tensor none = session.zeros(1);
 *     try (var run = Simulation.start(session, network, DType.F32, Shape.SCALAR)) {
 *         for (int step = 0; step < 1_000; step++) {
 *             run.advance(step < 100 ? kick : none);
 *         }
 *         System.out.println(network.output(run.state(), "x"));
 *     }
 * }
 * }</pre>
 */
@NullMarked
package org.ranvier.models.nef;

import org.jspecify.annotations.NullMarked;
