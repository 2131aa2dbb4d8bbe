package org.ranvier.models.plasticity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Oracle;
import org.ranvier.models.neuron.Synapse;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

class PlasticityTest {
    private static final double DT = 1e-3;
    private static final int STEPS = 200;
    private static final int[] READ = {10, 100, 200};

    /** Trains of spikes {@code [T, N]}, 1/s, from the numbers of those that spike in each step. */
    private static Tensor spikes(Session session, List<?> steps, int neurons) {
        double[] train = new double[STEPS * neurons];
        for (int step = 0; step < STEPS; step++) {
            for (Object neuron : (List<?>) steps.get(step)) {
                train[step * neurons + ((Number) neuron).intValue()] = 1 / DT;
            }
        }
        return session.tensor(train, STEPS, neurons);
    }

    /** What a filter held before each step. */
    private static Tensor before(Tensor signal, double tau) {
        return Synapse.lowPass(tau).held(DT).filter(signal).pad(0, 1, 0, 0).slice(0, 0, STEPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PES", "BCM", "Oja"})
    void weightsAreThoseOfAnotherSimulator(String rule) throws IOException {
        Oracle oracle = Oracle.load(PlasticityTest.class, "learning.json.gz").of(rule);
        try (Session session = Ranvier.open("cpu")) {
            Tensor postSpikes = spikes(session, oracle.list("post"), 30);
            Tensor pre = before(spikes(session, oracle.list("pre"), 40), 0.005);
            Tensor post = before(postSpikes, 0.005);
            Tensor threshold = before(postSpikes, 1);
            Tensor w = oracle.tensor(session, "w0");
            for (int step = 1; step <= STEPS; step++) {
                Tensor x = pre.select(0, step - 1);
                Tensor y = post.select(0, step - 1);
                Tensor change =
                        switch (rule) {
                            case "PES" ->
                                    Plasticity.pes(x, error(session, oracle, step), 1e-4 * DT);
                            case "BCM" ->
                                    Plasticity.bcm(x, y, threshold.select(0, step - 1), 1e-9 * DT);
                            default -> Plasticity.oja(w, x, y, 1e-6 * DT, 1);
                        };
                w = w.add(change);
                for (int i = 0; i < READ.length; i++) {
                    if (READ[i] == step) {
                        assertClose(oracle.list("weights", i), w.toDoubleArray(), "step " + step);
                    }
                }
            }
        }
    }

    /** Within a part of the largest. */
    private static void assertClose(double[] expected, double[] actual, String what) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, actual, 1e-12 * largest, what);
    }

    /** The error reaches the rule a step late. */
    private static Tensor error(Session session, Oracle oracle, int step) {
        double[] errors = oracle.vector("error");
        return session.tensor(new double[] {step < 2 ? 0 : errors[step - 2]});
    }

    @OnEveryBackend
    void hebbianChangesSpareTheDiagonal(Session session) {
        Tensor x = session.tensor(new float[] {1, -2, 3});
        float[] expected = {0, -1, 1.5f, -1, 0, -3, 1.5f, -3, 0};
        assertArrayEquals(expected, Plasticity.hebb(x, 0.5).toFloatArray());
    }

    /** The first principal component, of length 1: here along the first axis. */
    @Test
    void ojaFindsThePrincipalComponent() {
        RandomStream random = new RandomStream(5);
        try (Session session = Ranvier.open("cpu")) {
            Tensor scale = session.tensor(new double[] {2, 1});
            Tensor w = session.tensor(new double[] {0.1, 0.5}, 1, 2);
            for (int i = 0; i < 3000; i++) {
                try (Scope scope = session.scope("sample")) {
                    Tensor x =
                            random.draw(session, Distribution.NORMAL, DType.F64, Shape.of(2))
                                    .mul(scale);
                    w = scope.keep(w.add(Plasticity.oja(w, x, w.matmul(x), 0.002, 1)));
                }
            }
            double[] found = w.toDoubleArray();
            assertEquals(1, Math.hypot(found[0], found[1]), 0.1);
            assertEquals(1, Math.abs(found[0]), 0.1);
        }
    }

    /** Encoders of active neurons turn to the input, others stay. */
    @Test
    void vojaTurnsActiveEncodersToTheInput() {
        try (Session session = Ranvier.open("cpu")) {
            Tensor encoders = session.tensor(new double[] {2, 0, 0, 3}, 2, 2);
            Tensor change =
                    Plasticity.voja(
                            encoders,
                            session.tensor(new double[] {2, 3}),
                            session.tensor(new double[] {10, 0}),
                            session.tensor(new double[] {0, 1}),
                            0.1);
            assertArrayEquals(new double[] {-2, 2, 0, 0}, change.toDoubleArray(), 1e-12);
        }
    }
}
