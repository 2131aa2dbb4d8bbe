package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;

class SynapseTest {
    private static final double DT = 1e-3;

    private static double[] run(Session session, LinearFilter filter, DType type, double[] input) {
        double[] output = new double[input.length];
        try (var run = Simulation.start(session, filter, type, Shape.of(1))) {
            for (int i = 0; i < input.length; i++) {
                try (Tensor u = session.tensor(new double[] {input[i]})) {
                    output[i] = run.advance(u).output().item();
                }
            }
        }
        return output;
    }

    private static List<String[]> rows() throws IOException {
        try (InputStream in = SynapseTest.class.getResourceAsStream("synapses.csv")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    private static double[] numbers(String[] row) {
        return Arrays.stream(row).skip(2).mapToDouble(Double::parseDouble).toArray();
    }

    /** To an impulse, one step of 1/Δt, and to noise. */
    @Test
    void responsesAreThoseOfAnotherSimulator() throws IOException {
        List<String[]> rows = rows();
        double[] noise = numbers(rows.getFirst());
        double[] impulse = new double[noise.length];
        impulse[0] = 1 / DT;
        try (Session session = Ranvier.open("cpu")) {
            for (String[] row : rows.subList(1, rows.size())) {
                var synapse =
                        new Synapse(
                                Arrays.stream(row[1].split("\\+"))
                                        .map(Double::parseDouble)
                                        .toList());
                double[] input = row[0].equals("impulse") ? impulse : noise;
                assertArrayEquals(
                        numbers(row),
                        synapse.held(DT).filter(session.tensor(input)).toDoubleArray(),
                        1e-12,
                        "at once: " + row[0] + " " + row[1]);
                assertArrayEquals(
                        numbers(row),
                        run(session, synapse.held(DT), DType.F64, input),
                        1e-12,
                        row[0] + " " + row[1]);
            }
        }
    }

    static List<Synapse> synapses() {
        return List.of(
                Synapse.lowPass(0.005),
                Synapse.alpha(0.005),
                Synapse.gamma(2, 0.01),
                Synapse.gamma(3, 0.003),
                Synapse.doubleExponential(0.002, 0.02));
    }

    /** The linear system and the convolution with h are the same for a train of spikes. */
    @ParameterizedTest
    @MethodSource("synapses")
    void linearSystemAgreesWithConvolution(Synapse synapse) {
        int[] spikes = {0, 3, 4, 17, 30};
        double[] train = new double[60];
        for (int spike : spikes) {
            train[spike] = 1;
        }
        double[] convolved = new double[train.length];
        for (int i = 0; i < train.length; i++) {
            for (int spike : spikes) {
                convolved[i] += i < spike ? 0 : synapse.response((i + 1 - spike) * DT);
            }
        }
        try (Session session = Ranvier.open("cpu")) {
            assertArrayEquals(
                    convolved, run(session, synapse.impulses(DT), DType.F64, train), 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("synapses")
    void impulseResponseHasAreaOne(Synapse synapse) {
        double area = 0;
        double step = 1e-5;
        for (int i = 0; i < 100_000; i++) {
            area += synapse.response((i + 0.5) * step) * step;
        }
        assertEquals(1, area, 1e-5);
    }

    @OnEveryBackend
    void everyBackendFiltersAlike(Session session) {
        double[] input = {1, 0, -2, 3, 0, 0, 1};
        double[] exact = new double[input.length];
        double decay = Math.exp(-DT / 0.005);
        for (int i = 0; i < input.length; i++) {
            exact[i] = decay * (i == 0 ? 0 : exact[i - 1]) + (1 - decay) * input[i];
        }
        assertArrayEquals(
                exact, run(session, Synapse.lowPass(0.005).held(DT), DType.F32, input), 1e-6);
    }

    @Test
    void timeConstantsThatMakeNoSynapseAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Synapse.lowPass(0));
        assertEquals(
                "synapse: time constants [0.0]; expected numbers above 0, all equal or two",
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Synapse(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Synapse(List.of(1.0, 2.0, 3.0)));
        assertThrows(IllegalArgumentException.class, () -> Synapse.lowPass(1).held(0));
    }
}
