package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;

/**
 * The benchmark network with connections and first potentials from a hash, against the spikes that
 * Brian2 and NumPy agree on.
 */
class CubaTest {
    private static final int SECOND = 10_000;
    private static final int AGREED_IN_F32 = 500;
    private static final int SPIKES = 20_965;
    private static final String SHA_256 =
            "58a6c0589a5e40b7e36efd9ad726a31a5a6cbd29eb8eebcfd5cbc73f17c68890";

    private record Spikes(int[] steps, int[] neurons) {
        String lines(int before) {
            return IntStream.range(0, steps.length)
                    .filter(i -> steps[i] < before)
                    .mapToObj(i -> steps[i] + "," + neurons[i] + "\n")
                    .collect(Collectors.joining());
        }
    }

    private static long mix(long x) {
        long z = x * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static Connection connection(
            Session session, DType type, int start, int end, double weight, int expected) {
        long limit = (long) (Cuba.PROBABILITY * (1 << 24));
        int[] edges =
                IntStream.range(start * Cuba.NEURONS, end * Cuba.NEURONS)
                        .filter(edge -> (mix(edge) >>> 40) < limit)
                        .toArray();
        assertEquals(expected, edges.length);
        int[] from = Arrays.stream(edges).map(edge -> edge / Cuba.NEURONS - start).toArray();
        int[] to = Arrays.stream(edges).map(edge -> edge % Cuba.NEURONS).toArray();
        Tensor sources = session.tensor(from);
        return Connection.of(
                end - start,
                Cuba.NEURONS,
                sources,
                session.tensor(to),
                session.full(type, sources.shape(), weight),
                sources.zerosLike());
    }

    private static Spikes run(DType type) {
        try (Session session = Ranvier.open("cpu")) {
            var network =
                    Cuba.of(
                            connection(session, type, 0, Cuba.EXCITATORY, Cuba.EXCITATION, 254_824),
                            connection(
                                    session,
                                    type,
                                    Cuba.EXCITATORY,
                                    Cuba.NEURONS,
                                    Cuba.INHIBITION,
                                    63_601));
            double[] potentials =
                    IntStream.range(0, Cuba.NEURONS)
                            .mapToDouble(i -> -60 + 10 * ((mix((1L << 40) + i) >>> 11) * 0x1p-53))
                            .toArray();
            Tensor none = session.full(type, Shape.SCALAR, 0);
            var first = network.initial(session.tensor(potentials).to(type));
            try (var run = Simulation.resume(session, network, first, 0);
                    var recorder = new SpikeRecorder()) {
                for (int step = 0; step < SECOND; step++) {
                    recorder.record(run.advance(none).spikes());
                }
                return new Spikes(recorder.steps(), recorder.neurons());
            }
        }
    }

    private static String expected() throws IOException {
        try (InputStream in = CubaTest.class.getResourceAsStream("cuba_spikes_50ms.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    }

    @Test
    void inF64EverySpikeOfASecondIsTheReferences() throws IOException, NoSuchAlgorithmException {
        Spikes spikes = run(DType.F64);
        assertEquals(expected(), spikes.lines(AGREED_IN_F32));
        assertEquals(SPIKES, spikes.steps().length);
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(spikes.lines(SECOND).getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(HexFormat.of().parseHex(SHA_256), digest);
    }

    /** Rounding moves a spike at some time, and the network is chaotic; its rate stays. */
    @Test
    void inF32SpikesAreTheReferencesFor50MsAndTheRateIsAfterwards() throws IOException {
        Spikes spikes = run(DType.F32);
        assertEquals(expected(), spikes.lines(AGREED_IN_F32));
        assertEquals(SPIKES, spikes.steps().length, 0.03 * SPIKES);
    }
}
