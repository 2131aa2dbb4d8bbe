package org.ranvier.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ranvier.models.Layers.assertValues;
import static org.ranvier.models.Layers.normal;
import static org.ranvier.models.Layers.run;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.autodiff.GradientCheck;
import org.ranvier.models.OnEveryBackend;

class ActivationTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final List<Activation> ALL =
            List.of(
                    Activation.IDENTITY,
                    Activation.LOGISTIC,
                    Activation.TANH,
                    Activation.ARCTAN,
                    Activation.THRESHOLD,
                    Activation.SIGN,
                    Activation.RELU,
                    Activation.LEAKY_RELU,
                    Activation.ELU,
                    Activation.GELU,
                    Activation.GELU_TANH,
                    Activation.SILU,
                    Activation.SOFTPLUS,
                    Activation.SOFTMAX,
                    Activation.LOG_SOFTMAX,
                    Activation.ONE_HOT);

    @OnEveryBackend
    void softmaxOfTheWorkedExample(Session s) {
        Tensor x = s.tensor(new float[] {0.6f, 3.4f, -1.2f, 0.05f});
        assertValues(5e-5, run(Activation.SOFTMAX, x), 0.0550, 0.9042, 0.0091, 0.0317);
        assertValues(0, run(Activation.ONE_HOT, x), 0, 1, 0, 0);
        assertEquals(1, (int) run(Activation.ARGMAX, x).item());
    }

    @OnEveryBackend
    void valuesOfEachFunction(Session s) {
        Tensor x = s.tensor(new double[] {-2, 0, 2});
        assertValues(0, run(Activation.IDENTITY, x), -2, 0, 2);
        assertValues(
                1e-15, run(Activation.LOGISTIC, x), 0.11920292202211756, 0.5, 0.8807970779778824);
        assertValues(1e-15, run(Activation.TANH, x), -0.9640275800758169, 0, 0.9640275800758169);
        assertValues(1e-15, run(Activation.ARCTAN, x), -1.1071487177940904, 0, 1.1071487177940904);
        assertValues(0, run(Activation.THRESHOLD, x), 0, 1, 1);
        assertValues(0, run(Activation.SIGN, x), -1, 1, 1);
        assertValues(0, run(Activation.RELU, x), 0, 0, 2);
        assertValues(1e-15, run(Activation.LEAKY_RELU, x), -0.02, 0, 2);
        assertValues(1e-15, run(Activation.ELU, x), -0.8646647167633873, 0, 2);
        assertValues(1e-12, run(Activation.GELU, x), -0.04550026389635842, 0, 1.9544997361036416);
        assertValues(
                1e-14, run(Activation.GELU_TANH, x), -0.045402305912224966, 0, 1.9545976940877752);
        assertValues(1e-15, run(Activation.SILU, x), -0.23840584404423512, 0, 1.7615941559557646);
        assertValues(
                1e-14,
                run(Activation.SOFTPLUS, x),
                0.1269280110429726,
                0.6931471805599453,
                2.1269280110429726);
    }

    @OnEveryBackend
    void hugeInputsGiveNoNaN(Session s) {
        Tensor x = s.tensor(new float[] {1e4f, -1e4f, 0, -1e4f});
        for (Activation f : ALL) {
            Tensor y = run(f, x);
            assertEquals(0, y.isNaN().to(DType.I32).sum().item(), f + ": " + y);
        }
        assertValues(0, run(Activation.SOFTMAX, x), 1, 0, 0, 0);
        assertValues(0, run(Activation.LOG_SOFTMAX, x), 0, -2e4, -1e4, -2e4);
    }

    @OnEveryBackend
    void softmaxOfMinusInfinityIsExactlyZero(Session s) {
        Tensor x = s.tensor(new double[] {-INF, 1, -INF, 1, -INF, -INF, 0, -INF}, 2, 4);
        assertValues(0, run(Activation.SOFTMAX, x), 0, 0.5, 0, 0.5, 0, 0, 1, 0);
        Tensor log = run(Activation.LOG_SOFTMAX, x);
        assertArrayEquals(
                new double[] {-INF, -INF, -INF, 0},
                log.select(0, 1).take(s.tensor(new int[] {0, 1, 3, 2}), 0).toDoubleArray());
    }

    @OnEveryBackend
    void gradientsAgreeWithDifferences(Session s) {
        Tensor x = normal(s, 7, 3, 5);
        for (Activation f : ALL) {
            if (!List.of(Activation.THRESHOLD, Activation.SIGN, Activation.ONE_HOT).contains(f)) {
                GradientCheck.check(in -> f.function().apply(in.get(0)), List.of(x)).assertPassed();
            }
        }
    }

    @OnEveryBackend
    void addedSlopeChangesTheGradientOnly(Session s) {
        Tensor x = s.tensor(new double[] {-5, 0, 4});
        Activation steeper = Activation.LOGISTIC.withAddedSlope(0.1);
        assertArrayEquals(
                run(Activation.LOGISTIC, x).toDoubleArray(), run(steeper, x).toDoubleArray());
        Tensor gradient =
                s.valueAndGradients(List.of(x), () -> steeper.function().apply(x).sum())
                        .gradients()
                        .get(0);
        assertValues(5e-6, gradient, 0.1 + 0.00665, 0.35, 0.1 + 0.01766);
        assertTrue(steeper.toString().contains("logistic"));
    }

    @OnEveryBackend
    void logisticSlopes(Session s) {
        Tensor x = s.tensor(new double[] {0, 4, 5});
        Tensor slope = s.valueAndGradients(List.of(x), () -> x.sigmoid().sum()).gradients().get(0);
        assertValues(5e-6, slope, 0.25, 0.01766, 0.00665);
    }
}
