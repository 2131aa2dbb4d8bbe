package org.ranvier.models.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.normal;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.models.OnEveryBackend;

class LossTest {
    private static Tensor vector(Session s, double... values) {
        return s.tensor(values);
    }

    private static Tensor gradient(Session s, Loss loss, Tensor output, Tensor target) {
        return s.valueAndGradients(List.of(output), () -> loss.of(output, target).sum())
                .gradients()
                .get(0);
    }

    @OnEveryBackend
    void regressionLosses(Session s) {
        Tensor y = vector(s, 1, 2, 5);
        Tensor t = vector(s, 1, 4, 2);
        assertEquals(13 / 3.0, Loss.meanSquaredError().of(y, t).item(), 1e-12);
        assertEquals(6.5, Loss.halfSquaredError().of(y, t).item(), 1e-12);
        assertEquals(5 / 3.0, Loss.l1().of(y, t).item(), 1e-12);
        assertEquals((0.0 + 1.5 + 2.5) / 3, Loss.huber(1).of(y, t).item(), 1e-12);
        assertValues(1e-12, Loss.huber(2).withReduction(Reduction.NONE).of(y, t), 0, 2, 4);
        assertEquals(13, Loss.meanSquaredError().withReduction(Reduction.SUM).of(y, t).item());
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(0));
    }

    @OnEveryBackend
    void binaryCrossEntropyOfLogitsAtLargeLogits(Session s) {
        Loss weighted = Loss.binaryCrossEntropyWithLogits(1).withReduction(Reduction.NONE);
        Tensor x = s.tensor(new float[] {-120, -100, 100, 0});
        assertValues(
                1e-40,
                weighted.of(x, s.tensor(new float[] {1, 0, 1, 1})),
                120,
                0,
                0,
                (float) Math.log(2));
        Loss positive = Loss.binaryCrossEntropyWithLogits(3).withReduction(Reduction.NONE);
        assertValues(
                1e-6,
                positive.of(x, s.tensor(new float[] {1, 0, 1, 1})),
                360,
                0,
                0,
                3 * Math.log(2));
    }

    @OnEveryBackend
    void binaryCrossEntropyOfLogitsAtInfinityFollowsPyTorch(Session s) {
        double inf = Double.POSITIVE_INFINITY;
        Loss loss = Loss.binaryCrossEntropyWithLogits().withReduction(Reduction.NONE);
        assertValues(0, loss.of(vector(s, inf, -inf), vector(s, 1, 0)), Double.NaN, Double.NaN);
    }

    @OnEveryBackend
    void gradientOfBinaryCrossEntropyAtLogitZero(Session s) {
        Loss loss = Loss.binaryCrossEntropyWithLogits().withReduction(Reduction.SUM);
        assertValues(0, gradient(s, loss, vector(s, 0, 0), vector(s, 0, 1)), 0.5, -0.5);
    }

    @OnEveryBackend
    void binaryCrossEntropyOfProbabilitiesZeroAndOne(Session s) {
        Loss loss = Loss.binaryCrossEntropy().withReduction(Reduction.NONE);
        for (DType type : List.of(DType.F32, DType.F64)) {
            Tensor p = vector(s, 0, 1, 0, 1, 0.25).to(type);
            Tensor t = vector(s, 0, 1, 1, 0, 1).to(type);
            assertValues(1e-6, loss.of(p, t), 0, 0, 100, 100, Math.log(4));
            Tensor g = gradient(s, loss, p, t);
            assertTrue(g.isFinite().all().item() == 1, g.toString());
            assertEquals(-4, g.toDoubleArray()[4], 1e-5);
        }
    }

    @OnEveryBackend
    void hingeAndDivergence(Session s) {
        assertEquals(
                (0 + 0.5 + 3) / 3,
                Loss.hinge().of(vector(s, 2, 0.5, -2), vector(s, 1, 1, 1)).item(),
                1e-12);
        Tensor q = s.tensor(new double[] {0.5, 0.5, 0.25, 0.75}, 2, 2);
        Tensor p = s.tensor(new double[] {1, 0, 0.25, 0.75}, 2, 2);
        assertEquals(Math.log(2) / 2, Loss.klDivergence().of(q.log(), p).item(), 1e-12);
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        Tensor y = normal(s, 1, 4, 3);
        Tensor t = normal(s, 2, 4, 3);
        Tensor p = t.sigmoid();
        for (Loss loss :
                List.of(
                        Loss.meanSquaredError(),
                        Loss.halfSquaredError(),
                        Loss.l1(),
                        Loss.huber(1))) {
            GradientCheck.check(in -> loss.of(in.get(0), in.get(1)), List.of(y, t)).assertPassed();
        }
        GradientCheck.check(in -> Loss.binaryCrossEntropyWithLogits(2).of(in.get(0), p), List.of(y))
                .assertPassed();
        GradientCheck.check(in -> Loss.binaryCrossEntropy().of(in.get(0), p), List.of(y.sigmoid()))
                .assertPassed();
        GradientCheck.check(in -> Loss.hinge().of(in.get(0), t.sign()), List.of(y)).assertPassed();
        GradientCheck.check(in -> Loss.klDivergence().of(in.get(0), p), List.of(y)).assertPassed();
    }

    @OnEveryBackend
    void shapesMustAgree(Session s) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Loss.meanSquaredError().of(s.zeros(4, 3), s.zeros(4)))
                        .getMessage();
        assertEquals(
                "mean squared error: output F32[4, 3] and target F32[4] differ in shape", message);
        Tensor column = s.zeros(3, 1);
        Tensor labels = s.tensor(new int[] {0, 1, 1});
        Loss loss = Loss.binaryCrossEntropyWithLogits();
        assertEquals(Math.log(2), loss.of(column, labels).item(), 1e-6);
    }

    @OnEveryBackend
    void classesOfOutputs(Session s) {
        Tensor logits = s.tensor(new float[] {1, 3, 2, 0, -1, -2}, 2, 3);
        assertValues(0, Loss.softmaxCrossEntropy().classes(logits), 1, 0);
        Tensor column = s.tensor(new float[] {-1, 2}, 2, 1);
        assertValues(0, Loss.binaryCrossEntropyWithLogits().classes(column), 0, 1);
        assertValues(0, Loss.meanSquaredError().classes(column.mul(0.3)), 0, 1);
        assertValues(0, Loss.hinge().classes(column), 0, 1);
    }

    @OnEveryBackend
    void softTargetsOfClasses(Session s) {
        Tensor y = s.tensor(new double[] {0.15, 0.85, 0.85, 0.15}, 2, 2);
        Loss loss = Loss.halfSquaredError().ofClasses(0.15, 0.85);
        assertEquals(0, loss.of(y, s.tensor(new int[] {1, 0})).item(), 1e-15);
        assertEquals(0.98, loss.of(y, s.tensor(new int[] {0, 1})).item(), 1e-12);
    }
}
