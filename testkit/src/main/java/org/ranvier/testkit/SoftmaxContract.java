package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;

/** Softmax and its logarithm. */
interface SoftmaxContract extends Contract {
    /**
     * An exponential's 3 ulp, that of a difference of a few units rounded to half an ulp, a sum and
     * a quotient.
     */
    Tolerance SOFTMAX = new Tolerance(16, 4, 0);

    /** Widths around those of vectors, warps and blocks. */
    int[] WIDTHS = {
        1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511,
        512, 513, 1000, 1023, 1024, 1025, 2047, 2048, 2049
    };

    private void both(Value x, int axis) {
        check(new Softmax(axis, false), SOFTMAX, x);
        check(new Softmax(axis, true), SOFTMAX, x);
    }

    @TestFactory
    default Stream<DynamicTest> softmaxOfAllWidths() {
        return tests(
                "softmax of",
                Samples.floating(),
                type -> {
                    for (int width : WIDTHS) {
                        both(Value.uniform(type, Shape.of(3, width), 1, -5, 5), 1);
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> softmaxOfAllLayouts() {
        return tests(
                "softmax of",
                Stream.of(Arrangement.values()),
                layout -> {
                    for (int axis = 0; axis < 3; axis++) {
                        both(Value.noise(DType.F32, CUBE, 1).laid(layout), axis);
                        both(Value.noise(DType.F64, CUBE, 1).laid(layout), axis);
                    }
                    both(Value.noise(DType.F32, Shape.of(65, 33), 1).laid(layout), 0);
                });
    }

    @Test
    default void softmaxOfNegativeRowsSumsToOneAtEveryWidth() {
        for (int width : WIDTHS) {
            double[] x = new double[2 * width];
            Arrays.setAll(x, i -> -50 - i % 7);
            Tensor y = softmax(Value.of(DType.F32, Shape.of(2, width), x).on(device()), false);
            assertArrayEquals(new float[] {1, 1}, y.sum(1).toFloatArray(), 1e-5f);
        }
    }

    @Test
    default void softmaxIsTheSameEveryTime() {
        int times = isSlow() ? 50 : 1000;
        Tensor x = Value.uniform(DType.F32, Shape.of(4, 777), 1, -5, 5).on(device());
        float[] first = softmax(x, false).toFloatArray();
        float[] firstLog = softmax(x, true).toFloatArray();
        for (int i = 0; i < times; i++) {
            try (Tensor y = softmax(x, false);
                    Tensor log = softmax(x, true)) {
                assertArrayEquals(first, y.toFloatArray());
                assertArrayEquals(firstLog, log.toFloatArray());
            }
        }
    }

    @Test
    default void rowsOfVeryDifferentSizeDoNotDisturbEachOther() {
        Tensor x = device().tensor(new float[] {1e30f, 0, 1, 1, -1e30f, -1e30f}, 3, 2);
        float[] expected = {1, 0, 0.5f, 0.5f, 0.5f, 0.5f};
        assertArrayEquals(expected, softmax(x, false).toFloatArray(), 1e-6f);
    }

    @Test
    default void largeArgumentsAreStable() {
        Tensor x = device().tensor(new float[] {1e4f, -1e4f, 9999, -1e4f, -1e4f, -1e4f}, 2, 3);
        float p = (float) (1 / (1 + Math.exp(-1)));
        float third = 1f / 3;
        float[] expected = {p, 0, 1 - p, third, third, third};
        assertArrayEquals(expected, softmax(x, false).toFloatArray(), 1e-6f);
    }

    @Test
    default void minusInfinityHasProbabilityZeroAndNaNComesOfPlusInfinity() {
        float inf = Float.POSITIVE_INFINITY;
        Tensor x = device().tensor(new float[] {0, -inf, 0, 0, inf, 0, -inf, -inf, -inf}, 3, 3);
        float nan = Float.NaN;
        float[] y = softmax(x, false).toFloatArray();
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, Arrays.copyOf(y, 3), 1e-6f);
        assertEquals(0, y[1]);
        assertTrue(Float.isNaN(y[4]));
        assertArrayEquals(new float[] {nan, nan, nan}, Arrays.copyOfRange(y, 6, 9));
        assertEquals(-inf, softmax(x, true).toFloatArray()[1]);
    }

    @Test
    default void logSoftmaxHasAGradientWhereExpUnderflows() {
        Tensor x = device().tensor(new float[] {0, -200, -1000}, 1, 3);
        Tensor g =
                device().valueAndGradients(List.of(x), () -> softmax(x, true).select(1, 2).sum())
                        .of(x);
        assertArrayEquals(new float[] {-1, 0, 1}, g.toFloatArray(), 1e-6f);
    }

    private Tensor softmax(Tensor x, boolean log) {
        Op op = new Softmax(1, log);
        return device().apply(op, List.of(x)).get(0);
    }
}
