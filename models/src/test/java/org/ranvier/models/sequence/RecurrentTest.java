package org.ranvier.models.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.models.Layers;
import org.ranvier.models.Model;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.layers.Activation;
import org.ranvier.testkit.ReferenceBackend;

/** Recurrent layers against sums written out number by number. */
class RecurrentTest {
    private static final int N = 2;
    private static final int T = 4;
    private static final int IN = 3;
    private static final int UNITS = 5;

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** A row of a parameter times a vector. */
    private static double dot(double[] matrix, int row, double[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += matrix[row * vector.length + i] * vector[i];
        }
        return sum;
    }

    /** A step of one sample, from the last outputs and cells to the next ones, in place. */
    private interface Formula {
        void step(Map<String, double[]> w, double[] x, double[] h, double[] c);
    }

    private static double gate(Map<String, double[]> w, int row, double[] x, double[] h) {
        return dot(w.get("weight"), row, x) + w.get("bias")[row] + dot(w.get("recurrent"), row, h);
    }

    private static void rnn(Map<String, double[]> w, double[] x, double[] h, double[] c) {
        double[] old = h.clone();
        for (int u = 0; u < UNITS; u++) {
            h[u] = Math.atan(gate(w, u, x, old));
        }
    }

    private static void lstm(Map<String, double[]> w, double[] x, double[] h, double[] c) {
        double[] old = h.clone();
        for (int u = 0; u < UNITS; u++) {
            double i = sigmoid(gate(w, u, x, old));
            double f = sigmoid(gate(w, UNITS + u, x, old));
            double g = Math.tanh(gate(w, 2 * UNITS + u, x, old));
            double o = sigmoid(gate(w, 3 * UNITS + u, x, old));
            c[u] = f * c[u] + i * g;
            h[u] = o * Math.tanh(c[u]);
        }
    }

    private static void gru(Map<String, double[]> w, double[] x, double[] h, double[] c) {
        double[] old = h.clone();
        double[] d = w.get("recurrent_bias");
        for (int u = 0; u < UNITS; u++) {
            int n = 2 * UNITS + u;
            double r = sigmoid(gate(w, u, x, old) + d[u]);
            double z = sigmoid(gate(w, UNITS + u, x, old) + d[UNITS + u]);
            double past = dot(w.get("recurrent"), n, old) + d[n];
            double candidate = Math.tanh(dot(w.get("weight"), n, x) + w.get("bias")[n] + r * past);
            h[u] = (1 - z) * candidate + z * old[u];
        }
    }

    private static void gatedUnit(Map<String, double[]> w, double[] x, double[] h, double[] c) {
        double[] old = h.clone();
        for (int u = 0; u < UNITS; u++) {
            double g = sigmoid(gate(w, u, x, old));
            double candidate = Math.tanh(gate(w, UNITS + u, x, old));
            h[u] = g * candidate + (1 - g) * old[u];
        }
    }

    @OnEveryBackend
    void outputsAreThoseOfTheEquations(Session s) {
        check(s, new Rnn(IN, UNITS, Activation.ARCTAN), RecurrentTest::rnn);
        check(s, Lstm.of(IN, UNITS), RecurrentTest::lstm);
        check(s, Gru.of(IN, UNITS), RecurrentTest::gru);
        check(s, GatedUnit.of(IN, UNITS), RecurrentTest::gatedUnit);
    }

    private static void check(Session s, Recurrent layer, Formula formula) {
        Tensor x = Layers.normal(s, 1, N, T, IN);
        Model model = Model.build(s, layer, 1, x.shape(), DType.F64);
        Map<String, double[]> w =
                Map.copyOf(
                        model.parameters().entrySet().stream()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> e.getValue().toDoubleArray())));
        double[] inputs = x.toDoubleArray();
        double[] expected = new double[N * T * UNITS];
        for (int n = 0; n < N; n++) {
            double[] h = new double[UNITS];
            double[] c = new double[UNITS];
            for (int t = 0; t < T; t++) {
                int at = n * T + t;
                double[] now = java.util.Arrays.copyOfRange(inputs, at * IN, (at + 1) * IN);
                formula.step(w, now, h, c);
                System.arraycopy(h, 0, expected, at * UNITS, UNITS);
            }
        }
        Tensor y = model.predict(x);
        assertEquals(Shape.of(N, T, UNITS), y.shape());
        assertArrayEquals(expected, y.toDoubleArray(), 1e-13, layer.toString());
    }

    static Stream<Recurrent> layers() {
        return Stream.of(
                Rnn.of(IN, UNITS), Lstm.of(IN, UNITS), Gru.of(IN, UNITS), GatedUnit.of(IN, UNITS));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAreThoseOfDifferences(Recurrent layer) {
        try (Session s = ReferenceBackend.open()) {
            Layers.checkGradients(s, layer, true, 2, 3, IN);
        }
    }

    @OnEveryBackend
    void piecesGiveWhatTheWholeGives(Session s) {
        Chain net = Chain.of(Lstm.of(IN, UNITS), Activation.TANH, Gru.of(UNITS, 2));
        assertEquals(3, net.states());
        Tensor x = Layers.normal(s, 1, N, T, IN).to(DType.F32);
        Model model = Model.build(s, net, 1, x.shape());
        State state = net.initial(model.context(false), N);
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor piece : x.split(1, 1, 2, 1)) {
            Stateful.Result result = net.step(model.context(false), state, piece);
            outputs.add(result.output());
            state = result.state();
        }
        assertArrayEquals(
                model.predict(x).toFloatArray(), s.concat(1, outputs).toFloatArray(), 1e-6f);
    }

    @OnEveryBackend
    void gradientsEndAtADetachedState(Session s) {
        Gru layer = Gru.of(IN, UNITS);
        Tensor x = Layers.normal(s, 1, N, T, IN);
        Model model = Model.build(s, layer, 1, x.shape(), DType.F64);
        for (boolean cut : new boolean[] {false, true}) {
            try (Tape tape = s.tape(x)) {
                List<Tensor> halves = x.split(1, 2, 2);
                State zero = layer.initial(model.context(true), N);
                State middle = layer.step(model.context(true), zero, halves.get(0)).state();
                State begin = cut ? middle.detach() : middle;
                Tensor y = layer.step(model.context(true), begin, halves.get(1)).output();
                Tensor g = tape.gradients(y.sum(), List.of(x)).get(0);
                double early = g.slice(1, 0, 2).abs().sum().item();
                assertTrue(cut ? early == 0 : early > 1e-3, "cut " + cut + ": " + early);
                assertTrue(g.slice(1, 2, 4).abs().sum().item() > 1e-3);
            }
        }
    }

    @OnEveryBackend
    void stepsWeighInTheLossAsToldAndNoneDoNotCount(Session s) {
        Tensor logits = Layers.normal(s, 1, 2, 3, 4);
        Tensor target = s.tensor(new int[] {1, 3, SequenceLoss.NONE, 0, 2, 1}, 2, 3);
        double[] x = logits.toDoubleArray();
        double[] weights = {1, 0.5, 4};
        int[] classes = target.toIntArray();
        double plain = 0;
        double weighted = 0;
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            if (classes[i] >= 0) {
                double total = 0;
                for (int c = 0; c < 4; c++) {
                    total += Math.exp(x[i * 4 + c]);
                }
                double loss = Math.log(total) - x[i * 4 + classes[i]];
                plain += loss / 5;
                weighted += weights[i % 3] * loss;
                sum += weights[i % 3];
            }
        }
        SequenceLoss loss = SequenceLoss.crossEntropy();
        assertEquals(plain, loss.of(logits, target).item(), 1e-12);
        assertEquals(
                weighted / sum,
                loss.withStepWeights(List.of(1.0, 0.5, 4.0)).of(logits, target).item(),
                1e-12);
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.withStepWeights(List.of(1.0)).of(logits, target));
    }

    @OnEveryBackend
    void anInputThatDoesNotFitIsNamed(Session s) {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Model.build(s, Chain.of(Lstm.of(3, 2)), 1, Shape.of(1, 2, 4)));
        assertEquals(
                "Lstm[in=3, units=2, forgetBias=1.0] (layer 0): expected sequences [N, T, 3] of at"
                        + " least one step, got an input of F32[1, 2, 4]",
                e.getMessage());
    }
}
