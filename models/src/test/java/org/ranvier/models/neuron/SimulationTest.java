package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.io.SafeTensors;
import org.ranvier.testkit.ReferenceBackend;

class SimulationTest {
    @TempDir private Path folder;

    @OnEveryBackend
    void restoredSimulationGoesOnBitIdentically(Session session) throws IOException {
        restored(session, HodgkinHuxley.squid(0.02), DType.F32, 8);
        restored(session, Lif.of(1e-3), DType.F64, 3);
        restored(session, GridLif.of(1e-3), DType.F32, 3);
        restored(session, new AdaptiveLif(Lif.of(1e-3), 0.1, 0.01), DType.F64, 3);
        restored(session, Izhikevich.of(1e-3), DType.F32, 8);
    }

    private <S> void restored(Session session, Dynamics<S> dynamics, DType type, double input)
            throws IOException {
        Tensor drive = session.tensor(new double[] {input, 1.5 * input, 2 * input}).to(type);
        Path file = folder.resolve("state.safetensors");
        try (var whole = Simulation.start(session, dynamics, type, Shape.of(3))) {
            advance(whole, drive);
            whole.save(file);
            advance(whole, drive);
            try (var second = Simulation.restore(session, dynamics, file)) {
                assertEquals(60, second.steps());
                advance(second, drive);
                var expected = dynamics.tensors(whole.state());
                var actual = dynamics.tensors(second.state());
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(
                            expected.get(i).toDoubleArray(), actual.get(i).toDoubleArray());
                }
            }
        }
    }

    private static <S> void advance(Simulation<S> run, Tensor drive) {
        for (int i = 0; i < 60; i++) {
            run.advance(drive);
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (Session session = ReferenceBackend.open()) {
            SafeTensors.write(file, Map.of("w", session.ones(2)), Map.of());
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Simulation.restore(session, Lif.of(1e-3), file));
            assertTrue(
                    String.valueOf(e.getMessage()).endsWith("expected what Simulation.save wrote"));
        }
    }

    @OnEveryBackend
    void recordersKeepEveryStep(Session session) {
        try (Recorder values = new Recorder();
                SpikeRecorder spikes = new SpikeRecorder()) {
            for (int step = 0; step < 7; step++) {
                values.record(session.tensor(new double[] {step, -step}));
                spikes.record(session.tensor(new float[] {step % 2, 0, step == 6 ? 1 : 0}));
                assertEquals(step + 1, values.trace(1).length);
            }
            assertArrayEquals(new double[] {0, -1, -2, -3, -4, -5, -6}, values.trace(1));
            assertArrayEquals(new int[] {1, 3, 5, 6}, spikes.steps());
            assertArrayEquals(new int[] {0, 0, 0, 2}, spikes.neurons());
            assertThrows(IllegalArgumentException.class, () -> values.record(session.ones(3)));
        }
    }
}
