package org.ranvier.app.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.EveryBackend;
import org.ranvier.models.Sequential;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.layers.Dense;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.neuron.Dynamics;
import org.ranvier.models.neuron.HodgkinHuxley;
import org.ranvier.models.neuron.Lif;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;
import org.ranvier.models.optim.Adam;
import org.ranvier.models.spiking.Cobahh;
import org.ranvier.models.spiking.Connection;
import org.ranvier.models.spiking.LifLayer;
import org.ranvier.models.spiking.MeanOverTime;
import org.ranvier.models.spiking.Membrane;
import org.ranvier.models.spiking.Receptor;
import org.ranvier.models.spiking.Repeat;
import org.ranvier.models.spiking.SpikingNetwork;
import org.ranvier.models.train.Trainer;
import org.ranvier.op.HodgkinHuxleyStep.Method;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

/** Small spiking networks do on every device what they do on the reference backend. */
class SpikingOnEveryBackendTest {
    private static final int STEPS = 40;

    @TempDir private Path folder;

    private static SpikingNetwork network(Session session) {
        var random = new RandomStream(3);
        var excitation = Connection.random(session, DType.F32, random, 30, 30, 0.3, 0.4);
        var inhibition = Connection.dense(session.full(DType.F32, Shape.of(30, 30), -0.02), 2);
        return SpikingNetwork.of(
                Membrane.normal(20, 2),
                0.5,
                new Receptor(5, excitation),
                new Receptor(10, inhibition));
    }

    private record Spikes(int[] steps, int[] neurons, float[] potentials) {}

    private Spikes spikes(Session session) throws IOException {
        SpikingNetwork network = network(session);
        Tensor input = session.linspace(DType.F32, 1.2, 3, 30);
        Path file = folder.resolve("network.safetensors");
        try (SpikeRecorder spikes = new SpikeRecorder();
                var run = Simulation.start(session, network, DType.F32, Shape.of(30))) {
            for (int step = 0; step < STEPS; step++) {
                spikes.record(run.advance(input).spikes());
                if (step == STEPS / 2) {
                    run.save(file);
                }
            }
            float[] potentials = run.state().v().toFloatArray();
            try (var again = Simulation.restore(session, network, file)) {
                while (again.steps() < run.steps()) {
                    again.advance(input);
                }
                assertArrayEquals(potentials, again.state().v().toFloatArray(), "restored");
            }
            return new Spikes(spikes.steps(), spikes.neurons(), potentials);
        }
    }

    /** Sums and products alone: bit by bit. */
    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void networkSpikesAndGoesOnFromACheckpoint(String backend) throws IOException {
        try (Session session = EveryBackend.open(backend);
                Session reference = ReferenceBackend.open()) {
            Spikes expected = spikes(reference);
            Spikes actual = spikes(session);
            assertTrue(expected.steps().length > 30, "spikes: " + expected.steps().length);
            assertArrayEquals(expected.steps(), actual.steps());
            assertArrayEquals(expected.neurons(), actual.neurons());
            assertArrayEquals(expected.potentials(), actual.potentials());
        }
    }

    private static <S> double[] last(Session session, Dynamics<S> dynamics, int tensor) {
        try (var run = Simulation.start(session, dynamics, DType.F32, Shape.of(3))) {
            Tensor drive = session.tensor(new float[] {0.7f, 7.1f, 20.3f});
            for (int step = 0; step < STEPS; step++) {
                run.advance(drive);
            }
            return dynamics.tensors(run.state()).get(tensor).toDoubleArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void neuronsTakeTheSameSteps(String backend) {
        try (Session session = EveryBackend.open(backend);
                Session reference = ReferenceBackend.open()) {
            for (var method : Method.values()) {
                HodgkinHuxley axon = HodgkinHuxley.squid(0.01).withMethod(method);
                assertArrayEquals(
                        last(reference, axon, 0), last(session, axon, 0), 1e-3, method.name());
            }
            Lif lif = Lif.of(1e-3);
            assertArrayEquals(last(reference, lif, 1), last(session, lif, 1), 1e-4);
        }
    }

    /** A few steps, in which spikes come and their conductances act. */
    private static List<double[]> cobahh(Session session) {
        var random = new RandomStream(4);
        Cobahh network =
                new Cobahh(
                        Connection.random(session, DType.F32, random, 30, 40, 0.3, 0.1),
                        Connection.random(session, DType.F32, random, 10, 40, 0.3, 0.2));
        Tensor input = session.full(DType.F32, Shape.SCALAR, 20);
        Tensor spikes = session.zeros(40);
        var first = network.initial(session, DType.F32, 1);
        try (var run = Simulation.resume(session, network, first, 0)) {
            for (int step = 0; step < STEPS; step++) {
                spikes = spikes.add(run.advance(input).spikes());
            }
            return List.of(
                    spikes.toDoubleArray(),
                    run.state().v().toDoubleArray(),
                    run.state().excitation().toDoubleArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void cellsWithConductancesTakeTheSameSteps(String backend) {
        try (Session session = EveryBackend.open(backend);
                Session reference = ReferenceBackend.open()) {
            List<double[]> expected = cobahh(reference);
            List<double[]> actual = cobahh(session);
            assertTrue(Arrays.stream(expected.get(0)).sum() > 10, "spikes");
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), 1e-3);
            }
        }
    }

    /** Two classes that differ in which half of the input is strong. */
    private static Dataset halves() {
        float[] inputs = new float[16 * 6];
        int[] labels = new int[16];
        new RandomStream(1).fillUniform(inputs);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            for (int k = 0; k < 3; k++) {
                inputs[6 * i + 3 * labels[i] + k] += 1;
            }
        }
        return Dataset.of(Column.of(inputs, 6), Column.of(labels)).withClasses(List.of("l", "r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void classifierLearnsThroughTime(String backend) {
        var network =
                Sequential.of(
                        Dense.of(6, 12),
                        new Repeat(5),
                        LifLayer.of(3),
                        new MeanOverTime(),
                        Dense.of(12, 2));
        try (Session session = EveryBackend.open(backend)) {
            var report =
                    Trainer.of(network, Loss.softmaxCrossEntropy(), Adam.of(0.05))
                            .epochs(12)
                            .batchSize(16)
                            .seed(2)
                            .fit(session, halves());
            assertEquals(1, report.evaluate(halves()).accuracy());
        }
    }
}
