package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.op.Op;

/** Layer and batch normalisation: computed in two passes or as well as that. */
interface NormalisationContract extends Contract {
    /**
     * Sums of up to thousands, a difference of numbers of equal size, a root and a product; sums of
     * such products in the gradients.
     */
    Tolerance NORMALISED = new Tolerance(8, 64, 0);

    /**
     * For F64, where the reference itself rounds the sum and the mean of a constant: 1/√ε times
     * that, times γ, is left of what should be β.
     */
    Tolerance CONSTANT = new Tolerance(8, 64 + 16 / Math.sqrt(1e-5), 0);

    @TestFactory
    default Stream<DynamicTest> layerNorm() {
        return tests(
                "layer_norm",
                Samples.floating(),
                type -> {
                    for (long width : SIZES) {
                        layerNorm(type, Shape.of(3, width), 1, Arrangement.CONTIGUOUS);
                    }
                    layerNorm(type, Shape.of(65, 8), 1, Arrangement.CONTIGUOUS);
                    layerNorm(type, Shape.of(0, 8), 1, Arrangement.CONTIGUOUS);
                    for (Arrangement layout : Arrangement.values()) {
                        layerNorm(type, CUBE, 1, layout);
                        layerNorm(type, CUBE, 2, layout);
                    }
                });
    }

    private void layerNorm(DType type, Shape shape, int axes, Arrangement layout) {
        Value x = Value.noise(type, shape, 1).laid(layout);
        Value gamma = Value.noise(type, shape.tail(axes), 2);
        Value beta = Value.noise(type, shape.tail(axes), 3);
        boolean constant = type == DType.F64 && !layout.isWritable();
        check(new LayerNorm(1e-5), constant ? CONSTANT : NORMALISED, x, gamma, beta);
        if (layout.isWritable() && gamma.spec().shape().elements() > 1) {
            Value g = Value.noise(type, shape, 4);
            check(new LayerNormGradient(1e-5), NORMALISED, x, gamma, g);
        }
    }

    @TestFactory
    default Stream<DynamicTest> batchNorm() {
        Stream<Shape> shapes =
                Stream.of(
                        Shape.of(7, 3),
                        Shape.of(4, 17, 9),
                        Shape.of(2, 16, 5, 7),
                        Shape.of(3, 25, 4, 4),
                        Shape.of(1, 2, 33, 65),
                        Shape.of(129, 5),
                        Shape.of(2, 3, 2, 3, 4));
        return tests(
                "batch_norm", shapes, shape -> Samples.floating().forEach(t -> both(t, shape)));
    }

    private void both(DType type, Shape shape) {
        Shape channels = Shape.of(shape.size(1));
        Value gamma = Value.noise(type, channels, 2);
        Value means = Value.uniform(type, channels, 4, -0.3, 0.3);
        Value variances = Value.uniform(type, channels, 5, 0.5, 2);
        for (Arrangement layout : new Arrangement[] {Arrangement.CONTIGUOUS, Arrangement.SLICED}) {
            Value x = Value.noise(type, shape, 1).laid(layout);
            check(new BatchNorm(1e-5), NORMALISED, x, gamma, Value.noise(type, channels, 3));
            Value g = Value.noise(type, shape, 6);
            check(new BatchNormGradient(1e-5), NORMALISED, x, gamma, means, variances, g);
        }
    }

    @Test
    default void layerNormKeepsItsAccuracyFarFromZero() {
        float[] far = {40000, 40001, 40002, 40003};
        float[] expected = {-1.3416f, -0.4472f, 0.4472f, 1.3416f};
        assertArrayEquals(expected, normalised(device().tensor(far, 1, 4)), 1e-3f);
    }

    @Test
    default void layerNormOfAConstantIsZero() {
        for (int width : new int[] {4, 17, 64, 1000}) {
            Tensor x = device().full(DType.F32, Shape.of(1, width), 1234);
            assertArrayEquals(new float[width], normalised(x), 1e-3f);
        }
    }

    @Test
    default void layerNormOfDataWithALargeMeanHasUnitDeviation() {
        Value x = Value.uniform(DType.F32, Shape.of(1, 1000), 1, 1999, 2001);
        assertEquals(1, deviation(normalised(x.on(device()))), 1e-3);
    }

    private float[] normalised(Tensor x) {
        long width = x.size(1);
        List<Tensor> in = List.of(x, device().ones(width), device().zeros(width));
        return device().apply(new LayerNorm(1e-5), in).get(0).toFloatArray();
    }

    private static double deviation(float[] x) {
        double mean = mean(x);
        double sum = 0;
        for (float value : x) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / x.length);
    }

    private static double mean(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    @Test
    default void batchNormKeepsItsAccuracyFarFromZero() {
        for (double[] meanAndDeviation : new double[][] {{5, 0.1}, {1000, 1}}) {
            double half = Math.sqrt(3) * meanAndDeviation[1];
            double mean = meanAndDeviation[0];
            Value x = Value.uniform(DType.F32, Shape.of(500, 2), 1, mean - half, mean + half);
            List<Tensor> in = List.of(x.on(device()), device().ones(2), device().zeros(2));
            List<Tensor> out = device().apply(new BatchNorm(0), in);
            assertEquals(1, deviation(out.get(0).select(1, 0).toFloatArray()), 1e-3);
        }
    }

    @Test
    default void batchNormGivesTheBiasedVarianceAndEpsilonStandsInsideTheRoot() {
        Tensor x = device().tensor(new float[] {1, 3}, 2, 1);
        Op op = new BatchNorm(3);
        List<Tensor> out = device().apply(op, List.of(x, device().ones(1), device().zeros(1)));
        assertArrayEquals(new float[] {-0.5f, 0.5f}, out.get(0).toFloatArray(), 1e-6f);
        assertArrayEquals(new float[] {2}, out.get(1).toFloatArray(), 1e-6f);
        assertArrayEquals(new float[] {1}, out.get(2).toFloatArray(), 1e-6f);
    }

    @Test
    default void batchNormOfOneValueAChannelIsItsBias() {
        Tensor x = device().tensor(new float[] {7, -3}, 1, 2);
        Tensor beta = device().tensor(new float[] {0.5f, 2});
        List<Tensor> out = device().apply(new BatchNorm(1e-5), List.of(x, device().ones(2), beta));
        assertArrayEquals(new float[] {0.5f, 2}, out.get(0).toFloatArray());
        assertArrayEquals(new float[] {0, 0}, out.get(2).toFloatArray());
    }

    @Test
    default void layerNormOfATransposedInputIsThatOfItsCopy() {
        Tensor x = Value.noise(DType.F32, Shape.of(9, 33), 1).on(device()).transpose();
        float[] expected = normalised(x.copy());
        assertArrayEquals(expected, normalised(x));
        assertEquals(0, Arrays.stream(toDoubles(expected)).average().orElseThrow(), 1e-5);
    }

    private static double[] toDoubles(float[] x) {
        double[] doubles = new double[x.length];
        Arrays.setAll(doubles, i -> x[i]);
        return doubles;
    }
}
