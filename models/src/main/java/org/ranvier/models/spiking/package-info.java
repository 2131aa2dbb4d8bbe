/**
 * Spiking networks.
 *
 * <p>Neurons that are connected, densely or sparsely and with delays, and go on by themselves:
 *
 * <pre>{@code
 * try (Session session = Ranvier.open("auto"); var spikes = new SpikeRecorder()) {
 *     var random = new RandomStream(1);
 *     var excite = Connection.random(session, DType.F32, random, 1000, 1000, 0.1, 0.05);
 *     var inhibit = Connection.dense(session.full(DType.F32, Shape.of(1000, 1000), -0.002), 15);
 *     var network = SpikingNetwork.of(
 *             Membrane.normal(20, 2),                    // τm and refractory period, ms
 *             0.1,                                       // the step, ms
 *             new Receptor(5, excite),                   // at once
 *             new Receptor(10, inhibit));                // after 1.5 ms
 *     Tensor input = session.rand(1000).add(0.6);
 *     try (var run = Simulation.start(session, network, DType.F32, Shape.of(1000))) {
 *         for (int step = 0; step < 5_000; step++) {
 *             spikes.record(run.advance(input).spikes());
 *         }
 *         run.save(Path.of("network.safetensors"));      // Simulation.restore goes on from here
 *     }
 *     System.out.println(spikes.neurons().length + " spikes in half a second");
 * }
 * }</pre>
 *
 * <p>Layers of neurons that are trained by gradients through time:
 *
 * <pre>{@code
 * var digits = Digits.load();
 * var network = Sequential.of(
 *         Flatten.of(), Dense.of(400, 200),
 *         new Repeat(12), LifLayer.of(4),                // the image is a current for 12 steps
 *         Dense.of(200, 200), LifLayer.of(4),
 *         new MeanOverTime(), Dense.of(200, 10));
 * var trainer = Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(3e-3)).epochs(12);
 * try (Session session = Ranvier.open("auto")) {
 *     var report = trainer.fit(session, digits.train());
 *     System.out.println(report.evaluate(digits.test()).accuracy());
 * }
 * }</pre>
 */
@NullMarked
package org.ranvier.models.spiking;

import org.jspecify.annotations.NullMarked;
