package org.ranvier.models.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.normal;

import java.util.List;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.layers.Activation;

class CategoricalCrossEntropyTest {
    private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5);

    private static Tensor logits(Session s) {
        return s.tensor(new double[] {0.2, -1, 3, 1, 1, 1, -2, 0.5, 0}, 3, 3);
    }

    private static Tensor labels(Session s, int... labels) {
        return s.tensor(labels);
    }

    /** The definition, written out. */
    private static double[] rows(Session s, int[] labels, double smoothing, List<Double> weights) {
        double[] p = Activation.SOFTMAX.function().apply(logits(s)).toDoubleArray();
        double[] losses = new double[labels.length];
        for (int n = 0; n < labels.length; n++) {
            for (int c = 0; c < 3 && labels[n] >= 0; c++) {
                double t = (1 - smoothing) * (c == labels[n] ? 1 : 0) + smoothing / 3;
                losses[n] -= weights.get(c) * t * Math.log(p[3 * n + c]);
            }
        }
        return losses;
    }

    @OnEveryBackend
    void gradientIsSoftmaxMinusTarget(Session s) {
        Tensor x = logits(s);
        Loss loss = Loss.softmaxCrossEntropy().withReduction(Reduction.SUM);
        Tensor g =
                s.valueAndGradients(List.of(x), () -> loss.of(x, labels(s, 2, 0, 1)))
                        .gradients()
                        .get(0);
        double[] expected = Activation.SOFTMAX.function().apply(x).toDoubleArray();
        expected[2] -= 1;
        expected[3] -= 1;
        expected[7] -= 1;
        assertArrayEquals(expected, g.toDoubleArray(), 1e-12);
    }

    @OnEveryBackend
    void allFormsAgree(Session s) {
        Tensor x = logits(s);
        Tensor p = Activation.SOFTMAX.function().apply(x);
        int[] t = {2, 0, 1};
        double expected = Loss.softmaxCrossEntropy().of(x, labels(s, t)).item();
        Tensor vectors = labels(s, t).oneHot(3).to(x.dtype());
        assertEquals(expected, Loss.softmaxCrossEntropy().of(x, vectors).item(), 1e-12);
        assertEquals(expected, Loss.categoricalCrossEntropy().of(p, labels(s, t)).item(), 1e-12);
        assertEquals(expected, Loss.categoricalCrossEntropy().of(p, vectors).item(), 1e-12);
        assertEquals(
                expected, Loss.negativeLogLikelihood().of(p.log(), labels(s, t)).item(), 1e-12);
        assertArrayEquals(
                p.toDoubleArray(),
                Loss.negativeLogLikelihood().predict(p.log()).toDoubleArray(),
                1e-12);
    }

    @OnEveryBackend
    void smoothingLeavesIgnoredRowsOutOfBothParts(Session s) {
        int[] t = {2, -100, 1};
        double[] losses = rows(s, t, 0.3, List.of(1.0, 1.0, 1.0));
        var loss = Loss.softmaxCrossEntropy().withSmoothing(0.3);
        assertValues(1e-12, loss.withReduction(Reduction.NONE).of(logits(s), labels(s, t)), losses);
        assertEquals((losses[0] + losses[2]) / 2, loss.of(logits(s), labels(s, t)).item(), 1e-12);
    }

    @OnEveryBackend
    void weightsSmoothingAndIgnoredTogether(Session s) {
        int[] t = {2, -100, 1};
        double[] losses = rows(s, t, 0.3, WEIGHTS);
        var loss = Loss.softmaxCrossEntropy().withSmoothing(0.3).withClassWeights(WEIGHTS);
        assertValues(1e-12, loss.withReduction(Reduction.NONE).of(logits(s), labels(s, t)), losses);
        assertEquals(
                (losses[0] + losses[2]) / (0.5 + 2),
                loss.of(logits(s), labels(s, t)).item(),
                1e-12);
    }

    @OnEveryBackend
    void theMeanIsDividedByTheSumOfWeights(Session s) {
        int[] t = {0, 0, 1};
        double[] losses = rows(s, t, 0, WEIGHTS);
        assertEquals(
                (losses[0] + losses[1] + losses[2]) / 4,
                Loss.softmaxCrossEntropy()
                        .withClassWeights(WEIGHTS)
                        .of(logits(s), labels(s, t))
                        .item(),
                1e-12);
    }

    @OnEveryBackend
    void anotherClassCanBeIgnored(Session s) {
        double kept = rows(s, new int[] {2, 0, 1}, 0, List.of(1.0, 1.0, 1.0))[0];
        var loss = Loss.softmaxCrossEntropy().withIgnored(7);
        assertEquals(kept, loss.of(logits(s), labels(s, 2, 7, 7)).item(), 1e-12);
    }

    @OnEveryBackend
    void probabilitiesOfZeroGiveFiniteLossAndGradient(Session s) {
        Tensor p = s.tensor(new float[] {0, 1, 0, 1}, 2, 2);
        Loss loss = Loss.categoricalCrossEntropy();
        var r = s.valueAndGradients(List.of(p), () -> loss.of(p, labels(s, 0, 1)));
        assertEquals(50, r.value().item(), 1e-5);
        assertTrue(r.gradients().get(0).isFinite().all().item() == 1);
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        Tensor x = normal(s, 1, 3, 3);
        var smooth = Loss.softmaxCrossEntropy().withSmoothing(0.1);
        for (Loss loss :
                List.of(
                        Loss.softmaxCrossEntropy(),
                        smooth,
                        smooth.withClassWeights(WEIGHTS),
                        Loss.negativeLogLikelihood())) {
            GradientCheck.check(in -> loss.of(in.get(0), labels(s, 2, -100, 1)), List.of(x))
                    .assertPassed();
        }
        Tensor soft = Activation.SOFTMAX.function().apply(normal(s, 2, 3, 3));
        GradientCheck.check(in -> smooth.of(in.get(0), soft), List.of(x)).assertPassed();
        GradientCheck.check(
                        in -> Loss.categoricalCrossEntropy().of(in.get(0), soft),
                        List.of(x.sigmoid()))
                .assertPassed();
    }

    @OnEveryBackend
    void wrongTargetsAreRejected(Session s) {
        Tensor x = logits(s);
        String range =
                assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> Loss.softmaxCrossEntropy().of(x, labels(s, 0, 3, 1)))
                        .getMessage();
        assertTrue(range.contains("0 to 2"), range);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Loss.negativeLogLikelihood().of(x, labels(s, 0, -1, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Loss.softmaxCrossEntropy().of(x, labels(s, 0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Loss.softmaxCrossEntropy()
                                .withClassWeights(List.of(1.0))
                                .of(x, labels(s, 0, 1, 2)));
        assertThrows(
                IllegalArgumentException.class, () -> Loss.softmaxCrossEntropy().withSmoothing(2));
    }
}
