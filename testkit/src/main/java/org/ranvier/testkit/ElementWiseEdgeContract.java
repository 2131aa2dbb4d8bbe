package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Unary;

/** Remainders, scatter, broadcasting, and operands that do not fit. */
interface ElementWiseEdgeContract extends Contract {
    @Test
    default void remaindersHaveTheSignOfTheDividendOrOfTheDivisor() {
        Tensor a = device().tensor(new float[] {-4, 4, -4, 4, 3, -3});
        Tensor b = device().tensor(new float[] {10, 10, 3, -3, 2.5f, 2.5f});
        assertArrayEquals(new float[] {-4, 4, -1, 1, 0.5f, -0.5f}, a.fmod(b).toFloatArray());
        assertArrayEquals(new float[] {6, 4, 2, -2, 0.5f, 2}, a.remainder(b).toFloatArray());
        Tensor i = device().tensor(new int[] {-4, 4, -4, 4});
        Tensor j = device().tensor(new int[] {10, 10, 3, -3});
        assertArrayEquals(new int[] {-4, 4, -1, 1}, i.fmod(j).toIntArray());
        assertArrayEquals(new int[] {6, 4, 2, -2}, i.remainder(j).toIntArray());
    }

    @Test
    default void activationsAreStableFarOut() {
        float[] far = {-1e4f, 1e4f, -1e30f, 1e30f};
        Tensor x = device().tensor(far);
        assertArrayEquals(new float[] {0, 1, 0, 1}, x.sigmoid().toFloatArray());
        assertArrayEquals(new float[] {-1, 1, -1, 1}, x.tanh().toFloatArray());
        assertArrayEquals(new float[] {0, 1e4f, 0, 1e30f}, x.softplus().toFloatArray());
        assertArrayEquals(new float[] {0, 1e4f, 0, 1e30f}, x.silu().abs().toFloatArray());
        assertArrayEquals(new float[] {0, 1e4f, 0, 1e30f}, x.gelu().abs().toFloatArray());
    }

    @Test
    default void broadcastingAlongEveryAxisIsAsForCopies() {
        Tensor x = Value.noise(DType.F32, CUBE, 1).on(device());
        for (Shape shape :
                List.of(
                        Shape.of(3, 1, 1),
                        Shape.of(5, 1),
                        Shape.of(17),
                        Shape.of(3, 5, 1),
                        Shape.of(3, 1, 17),
                        Shape.SCALAR)) {
            Tensor y = Value.noise(DType.F32, shape, 2).on(device());
            float[] expected = x.add(y.expand(CUBE).copy()).toFloatArray();
            assertArrayEquals(expected, x.add(y).toFloatArray());
            assertArrayEquals(expected, y.add(x).toFloatArray());
            float[] permuted = x.permute(2, 0, 1).copy().toFloatArray();
            assertArrayEquals(permuted, x.permute(2, 0, 1).add(y.mul(0).sum()).toFloatArray());
        }
        Tensor column = x.select(0, 1).slice(1, 3, 4);
        assertArrayEquals(x.add(column.copy()).toFloatArray(), x.add(column).toFloatArray());
        assertEquals(Shape.of(2, 3, 5, 17), x.add(device().ones(2, 1, 1, 1)).shape());
    }

    @Test
    default void numbersCombineWithTensorsInEitherOrder() {
        Tensor x = device().tensor(new float[] {1, 2, 4, 8}, 2, 2).transpose();
        assertArrayEquals(new float[] {9, 6, 8, 2}, x.rsub(10).toFloatArray());
        assertArrayEquals(new float[] {8, 2, 4, 1}, x.rdiv(8).toFloatArray());
    }

    @Test
    default void aScatterIndexMayBeLongerAlongItsAxisAndShorterAlongOthers() {
        Tensor x = device().zeros(2, 3);
        Tensor indices = device().tensor(new int[] {0, 2, 2, -1}, 1, 4);
        Tensor values = device().tensor(new float[] {1, 2, 3, 4}, 1, 4);
        float[] sum = x.scatterAdd(indices, values, 1).toFloatArray();
        assertArrayEquals(new float[] {1, 0, 9, 0, 0, 0}, sum);
    }

    @Test
    default void negativeIndicesCountFromTheEnd() {
        Tensor x = device().tensor(new float[] {10, 20, 30});
        Tensor indices = device().tensor(new int[] {-1, -3, 0});
        assertArrayEquals(new float[] {30, 10, 10}, x.take(indices, 0).toFloatArray());
        assertArrayEquals(new float[] {30, 10, 10}, x.takeAlong(indices, 0).toFloatArray());
        float[] sum = x.scatterAdd(indices, device().ones(3), 0).toFloatArray();
        assertArrayEquals(new float[] {12, 20, 31}, sum);
    }

    @Test
    default void operandsThatDoNotFitAreRefusedWithNamesAndShapes() {
        Tensor x = device().ones(2, 3);
        says("add: shapes do not broadcast: [2, 3] × [4]", () -> x.add(device().ones(4)));
        says("add", () -> x.add(x.to(DType.F64)));
        says("exp", () -> x.to(DType.I32).exp());
        says("matmul: inner sizes differ: [2, 3] × [2, 3] (3 ≠ 2)", () -> x.matmul(x));
        says("reshape", () -> x.reshape(5));
        says("where", () -> device().apply(new Op.Select(), List.of(x, x, x)));
        says("F32[2, 3]", () -> device().apply(new Op.Map(Unary.NOT), List.of(x)));
    }

    private static void says(String part, Runnable wrong) {
        Throwable e = assertThrows(IllegalArgumentException.class, wrong::run);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    default void aRowSpreadOverManyBlocksIsSummedBeforeItIsUsed() {
        int width = isSlow() ? 5000 : 70_000;
        double[] x = new double[width];
        Arrays.setAll(x, i -> i % 13 * 0.25);
        Value row = Value.of(DType.F32, Shape.of(1, width), x);
        check(new Softmax(1, false), SoftmaxContract.SOFTMAX, row);
        check(new Softmax(1, true), SoftmaxContract.SOFTMAX, row);
    }
}
