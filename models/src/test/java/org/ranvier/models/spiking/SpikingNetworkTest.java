package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class SpikingNetworkTest {
    private static final double DT = 0.5;

    @TempDir private Path folder;

    /** Neuron 0 spikes at once and excites neuron 1 after a delay. */
    private static SpikingNetwork pair(Session session, double tau, double weight, long delay) {
        Tensor weights = session.tensor(new double[] {0, weight, 0, 0}, 2, 2);
        return SpikingNetwork.of(
                Membrane.normal(20, 2), DT, new Receptor(tau, Connection.dense(weights, delay)));
    }

    /** {@code v(t) = w·τ/(τ − τm)·(e^{−t/τ} − e^{−t/τm})}, and {@code w·t/τ·e^{−t/τ}} at τ = τm. */
    @OnEveryBackend
    void onePulseIsAnsweredExactly(Session session) {
        for (double tau : new double[] {5, 20, 30}) {
            for (long delay : new long[] {0, 3}) {
                SpikingNetwork network = pair(session, tau, 0.3, delay);
                Tensor none = session.full(DType.F64, Shape.SCALAR, 0);
                var first = network.initial(session.tensor(new double[] {1.1, 0}));
                try (var run = Simulation.resume(session, network, first, 0)) {
                    for (int step = 0; step < 30; step++) {
                        double t = Math.max(0, step - delay) * DT;
                        double v = run.advance(none).v().select(0, 1).item();
                        double expected =
                                tau == 20
                                        ? 0.3 * t / 20 * Math.exp(-t / 20)
                                        : 0.3
                                                * tau
                                                / (tau - 20)
                                                * (Math.exp(-t / tau) - Math.exp(-t / 20));
                        assertEquals(expected, v, 1e-14, "τ " + tau + ", step " + step);
                    }
                }
            }
        }
    }

    /** Held at the reset for the refractory period, then on to the threshold. */
    @OnEveryBackend
    void constantInputGivesTheRateOfTheGrid(Session session) {
        SpikingNetwork network = pair(session, 5, 0, 0);
        Tensor input = session.tensor(new double[] {2, 0.9});
        try (var run = Simulation.start(session, network, DType.F64, Shape.of(2));
                SpikeRecorder spikes = new SpikeRecorder()) {
            for (int step = 0; step < 100; step++) {
                spikes.record(run.advance(input).spikes());
            }
            // 28 steps to 1 (20 ln 2 = 13.86), 3 held in between.
            assertArrayEquals(new int[] {27, 58, 89}, spikes.steps());
            assertArrayEquals(new int[] {0, 0, 0}, spikes.neurons());
        }
    }

    @OnEveryBackend
    void restoredNetworkGoesOnBitIdentically(Session session) throws IOException {
        var random = new RandomStream(3);
        var excitation = Connection.random(session, DType.F32, random, 40, 40, 0.3, 0.4);
        var inhibition = Connection.dense(session.full(DType.F32, Shape.of(40, 40), -0.02), 2);
        SpikingNetwork network =
                SpikingNetwork.of(
                        Membrane.normal(20, 2),
                        DT,
                        new Receptor(5, excitation),
                        new Receptor(10, inhibition));
        Tensor input = session.linspace(DType.F32, 1.2, 3, 40);
        Path file = folder.resolve("network.safetensors");
        try (var whole = Simulation.start(session, network, DType.F32, Shape.of(40))) {
            int[] before = spikes(whole, input);
            whole.save(file);
            int[] after = spikes(whole, input);
            assertTrue(before.length > 20 && after.length > 20);
            try (var second = Simulation.restore(session, network, file)) {
                assertArrayEquals(after, spikes(second, input));
                assertArrayEquals(
                        whole.state().v().toFloatArray(), second.state().v().toFloatArray());
            }
        }
    }

    private static int[] spikes(Simulation<SpikingNetwork.State> run, Tensor input) {
        try (SpikeRecorder spikes = new SpikeRecorder()) {
            for (int step = 0; step < 60; step++) {
                spikes.record(run.advance(input).spikes());
            }
            return spikes.neurons();
        }
    }

    @Test
    void mistakesAreNamed() {
        try (Session session = ReferenceBackend.open()) {
            SpikingNetwork network = pair(session, 5, 0, 0);
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> network.initial(session, DType.F64, Shape.of(3)));
            assertEquals(
                    "spiking network: potentials [3]; the receptors lead to [2]", e.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SpikingNetwork.of(Membrane.normal(20, 2), 0.1));
            assertThrows(IllegalArgumentException.class, () -> Membrane.normal(0, 2));
        }
    }
}
