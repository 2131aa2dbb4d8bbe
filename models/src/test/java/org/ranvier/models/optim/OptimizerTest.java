package org.ranvier.models.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Recording;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Layers;
import org.ranvier.models.OnEveryBackend;

class OptimizerTest {
    private static final double[] GRADIENTS = {0.5, -2, 0.25};

    /** A scalar optimiser, written out: the parameter after each gradient. */
    private interface Rule {
        double step(double w, double g, double[] state, int t);
    }

    private static void check(Session s, Optimizer optimizer, Rule rule) {
        for (DType type : List.of(DType.F64, DType.F32)) {
            Tensor w = s.full(type, Shape.of(2), 1);
            double expected = 1;
            double[] state = new double[2];
            try (Descent descent = new Descent(s, Map.of("w", w), optimizer)) {
                for (int t = 1; t <= GRADIENTS.length; t++) {
                    double g = GRADIENTS[t - 1];
                    descent.step(List.of(w.onesLike().mul(g)), 1);
                    expected = rule.step(expected, g, state, t);
                    double tolerance = type == DType.F64 ? 1e-14 : 1e-6;
                    assertValues(tolerance, w, expected, expected);
                }
                assertEquals(3, descent.steps());
            }
        }
    }

    @OnEveryBackend
    void plainDescent(Session s) {
        check(s, Sgd.of(0.1), (w, g, v, t) -> w - 0.1 * g);
        check(s, Sgd.of(0.1).withDecay(0.3), (w, g, v, t) -> w - 0.1 * (g + 0.3 * w));
    }

    @OnEveryBackend
    void momentumInBothForms(Session s) {
        check(
                s,
                Sgd.of(0.1).withMomentum(0.9),
                (w, g, v, t) -> {
                    v[0] = 0.9 * v[0] + g;
                    return w - 0.1 * v[0];
                });
        check(
                s,
                Sgd.of(0.1).withAveragingMomentum(0.9),
                (w, g, v, t) -> {
                    v[0] = 0.9 * v[0] - (1 - 0.9) * g;
                    return w + 0.1 * v[0];
                });
        check(
                s,
                Sgd.of(0.1).withNesterov(0.9),
                (w, g, v, t) -> {
                    v[0] = 0.9 * v[0] + g;
                    return w - 0.1 * (g + 0.9 * v[0]);
                });
    }

    @OnEveryBackend
    void adaptiveRates(Session s) {
        check(
                s,
                new RmsProp(0.1, 0.9, 1e-3, 0),
                (w, g, v, t) -> {
                    v[0] = 0.9 * v[0] + 0.1 * g * g;
                    return w - 0.1 * g / (Math.sqrt(v[0]) + 1e-3);
                });
        check(
                s,
                new Adagrad(0.1, 1e-3, 0),
                (w, g, v, t) -> {
                    v[0] += g * g;
                    return w - 0.1 * g / (Math.sqrt(v[0]) + 1e-3);
                });
    }

    private static double adam(double w, double g, double[] v, int t, double epsilon) {
        v[0] = 0.9 * v[0] + 0.1 * g;
        v[1] = 0.999 * v[1] + 0.001 * g * g;
        double m = v[0] / (1 - Math.pow(0.9, t));
        double root = Math.sqrt(v[1] / (1 - Math.pow(0.999, t)));
        return w - 0.1 * m / (root + epsilon);
    }

    @OnEveryBackend
    void adamAddsEpsilonToTheCorrectedRoot(Session s) {
        check(s, Adam.of(0.1), (w, g, v, t) -> adam(w, g, v, t, 1e-8));
        check(s, Adam.of(0.1).withEpsilon(0.5), (w, g, v, t) -> adam(w, g, v, t, 0.5));
    }

    @OnEveryBackend
    void decayOfAdamInBothForms(Session s) {
        check(
                s,
                new Adam(0.1, 0.9, 0.999, 1e-8, 0.2, false),
                (w, g, v, t) -> adam(w, g + 0.2 * w, v, t, 1e-8));
        check(s, Adam.decoupled(0.1, 0.2), (w, g, v, t) -> adam(w, g, v, t, 1e-8) - 0.1 * 0.2 * w);
    }

    @OnEveryBackend
    void stateIsSavedAndRestored(Session s) {
        for (Optimizer optimizer :
                List.of(Adam.of(0.1), Sgd.of(0.1).withMomentum(0.9), RmsProp.of(0.1))) {
            Tensor w = s.tensor(new float[] {1, 2});
            Tensor other = w.copy();
            Tensor g = s.tensor(new float[] {0.3f, -0.7f});
            Descent first = new Descent(s, Map.of("w", w), optimizer);
            first.step(List.of(g), 1);
            Descent second = new Descent(s, Map.of("w", other), optimizer);
            other.copyFrom(w);
            second.steps(first.steps());
            second.tensors().forEach((name, t) -> t.copyFrom(first.tensors().get(name)));
            first.step(List.of(g), 0.5);
            second.step(List.of(g), 0.5);
            assertArrayEquals(w.toFloatArray(), other.toFloatArray());
            first.close();
            assertTrue(first.tensors().values().stream().allMatch(Tensor::isClosed));
        }
    }

    /** With a schedule, and gradients that depend on the parameters. */
    @OnEveryBackend
    void recordedStepsAreStepsToTheLastBit(Session s) {
        for (Optimizer optimizer :
                List.of(
                        Adam.decoupled(0.1, 0.2),
                        Sgd.of(0.1),
                        Sgd.of(0.1).withNesterov(0.9),
                        RmsProp.of(0.1),
                        Adagrad.of(0.1))) {
            assertArrayEquals(descended(s, optimizer, false), descended(s, optimizer, true));
        }
    }

    private static double[] descended(Session s, Optimizer optimizer, boolean recorded) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        all.put("v", s.tensor(new float[] {3, 4, 5}));
        all.put("none", s.zeros(0));
        all.put("w", s.tensor(new double[] {1, 2}));
        Recording recording = null;
        try (Descent descent = new Descent(s, all, optimizer)) {
            for (int t = 0; t < 5; t++) {
                double factor = Schedule.exponential(0.5).factor(t, 5);
                if (!recorded) {
                    descent.step(all.values().stream().map(Tensor::sin).toList(), factor);
                    continue;
                }
                descent.advance(factor);
                if (recording == null) {
                    recording =
                            s.record(() ->
                                    descent.apply(all.values().stream().map(Tensor::sin).toList()));
                } else {
                    recording.replay();
                }
            }
            assertEquals(5, descent.steps());
        }
        if (recording != null) {
            recording.close();
        }
        return s.concat(0, List.of(all.get("v").to(DType.F64), all.get("w"))).toDoubleArray();
    }

    @OnEveryBackend
    void aStepMustHaveBegunBeforeItIsApplied(Session s) {
        Tensor w = s.ones(2);
        try (Descent descent = new Descent(s, Map.of("w", w), Adam.of(1))) {
            assertThrows(IllegalStateException.class, () -> descent.apply(List.of(w.copy())));
        }
    }

    @OnEveryBackend
    void clipping(Session s) {
        List<Tensor> gradients =
                List.of(s.tensor(new double[] {3, 0}), s.tensor(new double[] {-4}));
        List<Tensor> byValue = Clipping.byValue(1).apply(gradients);
        assertValues(0, byValue.get(0), 1, 0);
        assertValues(0, byValue.get(1), -1);
        List<Tensor> byNorm = Clipping.byNorm(1).apply(gradients);
        assertValues(1e-15, byNorm.get(0), 0.6, 0);
        assertValues(1e-15, byNorm.get(1), -0.8);
        assertValues(0, Clipping.byNorm(6).apply(gradients).get(1), -4);
        Tensor zero = s.zeros(2);
        assertValues(0, Clipping.byNorm(1).apply(List.of(zero)).get(0), 0, 0);
        assertThrows(IllegalArgumentException.class, () -> Clipping.byNorm(0));
    }

    @OnEveryBackend
    void penaltiesSpareBiases(Session s) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("bias", s.tensor(new double[] {100}));
        parameters.put("weight", s.tensor(new double[] {1, -2}, 1, 2));
        assertEquals(0.1 * 5 / 2, Penalty.l2(0.1).of(parameters).item(), 1e-15);
        assertEquals(0.1 * 3, Penalty.l1(0.1).of(parameters).item(), 1e-15);
        Tensor w = parameters.get("weight");
        Tensor g =
                s.valueAndGradients(List.of(w), () -> Penalty.l2(0.1).of(parameters))
                        .gradients()
                        .get(0);
        assertValues(1e-15, g, 0.1, -0.2);
    }

    @Test
    void rangesAreChecked() {
        for (Runnable wrong :
                List.<Runnable>of(
                        () -> Adam.of(-1),
                        () -> Adam.of(Double.NaN),
                        () -> Adam.of(1).withBetas(1, 0.9),
                        () -> Sgd.of(1).withMomentum(1),
                        () -> Sgd.of(1).withNesterov(0),
                        () -> new RmsProp(1, 0.9, -1, 0),
                        () -> new Adagrad(1, 0, Double.POSITIVE_INFINITY))) {
            String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
            assertTrue(message.contains("expected") || message.contains("above 0"), message);
        }
    }

    @OnEveryBackend
    void theNumberOfGradientsIsChecked(Session s) {
        try (Descent descent = new Descent(s, Map.of("w", Layers.counting(s, 2)), Adam.of(1))) {
            assertThrows(IllegalArgumentException.class, () -> descent.step(List.of(), 1));
        }
    }
}
