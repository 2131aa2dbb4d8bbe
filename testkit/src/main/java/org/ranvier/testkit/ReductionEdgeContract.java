package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValuesAndIndices;

/** Long sums, ties, NaN, and nothing at all. */
interface ReductionEdgeContract extends Contract {
    private void sumOf(long count, float value) {
        long n = isSlow() ? count / 16 : count;
        Tensor x = device().full(DType.F32, Shape.of(n), value);
        double exact = n * (double) value;
        assertEquals(exact, x.sum().item(), 1e-5 * Math.abs(exact), n + " times " + value);
        assertEquals(value, x.mean().item(), 1e-5 * Math.abs(value), n + " times " + value);
    }

    @Test
    default void longSumsKeepFiveDigits() {
        sumOf(1_000_000, 0.1f);
        sumOf(62_500, 1.23456f);
        sumOf(4500 * 4500, -1);
        sumOf(16_777_220, 1);
    }

    @Test
    default void longSumsAlongEitherAxisKeepFiveDigits() {
        int n = isSlow() ? 10_000 : 300_000;
        Tensor x = device().full(DType.F32, Shape.of(n, 2), 0.1f);
        double exact = n * (double) 0.1f;
        for (float sum : x.sum(0).toFloatArray()) {
            assertEquals(exact, sum, 1e-5 * exact);
        }
        for (float sum : x.transpose().copy().sum(1).toFloatArray()) {
            assertEquals(exact, sum, 1e-5 * exact);
        }
    }

    @Test
    default void aRunningSumOfLargeNumbersDoesNotDrift() {
        Tensor x = device().full(DType.F32, Shape.of(2000), 1e10);
        float[] sums = x.cumSum(0).toFloatArray();
        for (int i = 0; i < sums.length; i++) {
            assertEquals((i + 1) * 1e10, sums[i], 2e6);
        }
    }

    @Test
    default void aSumInDoubleHasTheDigitsOfADouble() {
        double[] x = new double[10_000];
        Arrays.setAll(x, i -> 1.0 / (i + 1));
        assertEquals(9.787606036044382, device().tensor(x).sum().item(), 1e-12);
    }

    @Test
    default void argMaxTakesTheFirstOfEqualElements() {
        for (int width : new int[] {2, 7, 16, 33, 64, 257, 1000}) {
            Tensor x = device().ones(2, width);
            assertArrayEquals(new int[] {0, 0}, x.argMax(1).toIntArray());
            assertArrayEquals(new int[] {0, 0}, x.argMin(1).toIntArray());
            assertArrayEquals(new int[width], x.argMax(0).toIntArray());
        }
        Tensor zeros = device().tensor(new float[] {-0f, 0f, -0f});
        assertArrayEquals(new int[] {0}, zeros.argMax(0).toIntArray());
        assertArrayEquals(new int[] {0}, zeros.flip().argMin(0).toIntArray());
    }

    @Test
    default void theFirstNaNIsTheExtremeWhereverItStands() {
        for (int width : new int[] {3, 8, 17, 64, 300}) {
            for (int at : new int[] {0, 1, width / 2, width - 1}) {
                double[] x = new double[width];
                Arrays.setAll(x, i -> i);
                x[at] = Double.NaN;
                x[width - 1] = Double.NaN;
                Tensor t = Value.of(DType.F32, x).on(device());
                assertEquals(at, t.argMax(0).item());
                assertEquals(at, t.argMin(0).item());
                assertTrue(Double.isNaN(t.max().item()));
                assertTrue(Double.isNaN(t.min().item()));
            }
        }
    }

    @Test
    default void sortingPutsNaNLastInfinitiesBeforeAndKeepsIndicesInRange() {
        float inf = Float.POSITIVE_INFINITY;
        float nan = Float.NaN;
        Tensor x = device().tensor(new float[] {nan, inf, 2, -inf, nan, 0});
        ValuesAndIndices up = x.sort(0, false);
        assertArrayEquals(new float[] {-inf, 0, 2, inf, nan, nan}, up.values().toFloatArray());
        assertArrayEquals(new int[] {3, 5, 2, 1, 0, 4}, up.indices().toIntArray());
        ValuesAndIndices top = x.topK(3, 0);
        assertArrayEquals(new float[] {nan, nan, inf}, top.values().toFloatArray());
        assertArrayEquals(new int[] {0, 4, 1}, top.indices().toIntArray());
    }

    @Test
    default void theMaximumOfNegativeRowsIsNegativeAtEveryWidth() {
        for (int width : new int[] {1, 31, 32, 33, 63, 64, 65, 255, 256, 257, 1023, 1024, 1025}) {
            Tensor x = device().full(DType.F32, Shape.of(3, width), -7);
            assertArrayEquals(new float[] {-7, -7, -7}, x.max(1).toFloatArray());
            assertArrayEquals(new float[] {7, 7, 7}, x.neg().min(1).toFloatArray());
        }
    }

    @Test
    default void reductionsOfNothing() {
        Tensor x = device().zeros(0, 3);
        assertArrayEquals(new float[3], x.sum(0).toFloatArray());
        assertArrayEquals(new float[] {1, 1, 1}, x.prod(0).toFloatArray());
        float low = Float.NEGATIVE_INFINITY;
        assertArrayEquals(new float[] {low, low, low}, x.logSumExp(0).toFloatArray());
        assertTrue(Double.isNaN(x.mean().item()));
        assertArrayEquals(new boolean[3], x.any(0).toBooleanArray());
        assertArrayEquals(new boolean[] {true, true, true}, x.all(0).toBooleanArray());
        assertThrows(IllegalArgumentException.class, () -> x.max(0));
        assertThrows(IllegalArgumentException.class, () -> x.argMax(0));
        assertArrayEquals(new float[0], x.max(1).toFloatArray());
    }

    @Test
    default void theDeviationOverAllAxesHasAGradient() {
        Tensor x = Value.noise(DType.F64, Shape.of(2, 3, 4), 1).on(device());
        Tensor g = slope(y -> y.std(0), x);
        assertTrue(g.abs().min().item() > 0);
    }

    @Test
    default void theProductOfNegativeNumbersHasItsSign() {
        assertEquals(-24, device().tensor(new float[] {-2, 3, 4}).prod().item());
        assertEquals(24, device().tensor(new float[] {-2, 3, -4}).prod().item());
    }

    @Test
    default void moreRowsThanAGridHasBlocksAlongOneAxis() {
        long rows = 70_000;
        Tensor x = device().ones(rows, 2);
        assertEquals(2 * rows, x.sum(1).sum().item());
        assertEquals(rows, x.argMax(1).to(DType.F32).add(1).sum().item());
        assertEquals(rows * 3, x.cumSum(1).sum().item());
        Tensor products = x.unsqueeze(1).matmul(x.unsqueeze(2));
        assertEquals(2 * rows, products.sum().item());
    }
}
