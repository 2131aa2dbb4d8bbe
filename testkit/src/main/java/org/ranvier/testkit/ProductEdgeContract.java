package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Window;

/** Matrix products, Einstein sums and grouped convolutions that went wrong elsewhere. */
interface ProductEdgeContract extends Contract {
    @Test
    default void anInnerSizeOfZeroGivesZerosAndABatchOfZeroNothing() {
        Tensor zeros = device().ones(3, 0).matmul(device().ones(0, 4));
        assertArrayEquals(new float[12], zeros.toFloatArray());
        Tensor nothing = device().ones(0, 3, 2).matmul(device().ones(0, 2, 4));
        assertEquals(Shape.of(0, 3, 4), nothing.shape());
        assertEquals(Shape.of(0, 4), device().ones(0, 3).matmul(device().ones(3, 4)).shape());
    }

    @Test
    default void whatIsInTheMemoryOfTheProductIsNotRead() {
        for (int size = 1; size <= 40; size += 3) {
            Value a = Value.noise(DType.F32, Shape.of(size, 5), 1);
            Value b = Value.noise(DType.F32, Shape.of(5, size + 1), 2);
            check(new Op.MatMul(), MatMulContract.PRODUCT, a, b);
        }
    }

    @Test
    default void nothingIsRoundedToAShorterFormat() {
        for (int size : new int[] {1, 16, 64, 128}) {
            Tensor a = device().full(DType.F32, Shape.of(size, size), 1024.5);
            Tensor eye = device().eye(DType.F32, size);
            float[] expected = new float[size * size];
            Arrays.fill(expected, 1024.5f);
            assertArrayEquals(expected, a.matmul(eye).toFloatArray());
            assertArrayEquals(expected, eye.matmul(a).toFloatArray());
        }
    }

    @Test
    default void zeroTimesNaNIsNaNAndInfinitiesAreNotLost() {
        Tensor a = device().tensor(new float[] {0, 1, 0, 0}, 2, 2);
        float inf = Float.POSITIVE_INFINITY;
        Tensor b = device().tensor(new float[] {Float.NaN, 2, 3, inf}, 2, 2);
        assertArrayEquals(
                new float[] {Float.NaN, inf, Float.NaN, Float.NaN}, a.matmul(b).toFloatArray());
    }

    @Test
    default void productsOfStridedVectorsAreAsForCopies() {
        Tensor x = Value.noise(DType.F32, Shape.of(9, 8), 1).on(device());
        Tensor column = x.select(1, 3);
        Tensor stepped = x.select(0, 2).slice(0, 0, 8, 2);
        assertEquals(
                column.copy().matmul(column.copy()).item(), column.matmul(column).item(), 1e-5);
        Tensor m = Value.noise(DType.F32, Shape.of(9, 4), 2).on(device());
        assertArrayEquals(
                m.matmul(stepped.copy()).toFloatArray(), m.matmul(stepped).toFloatArray(), 1e-5f);
        assertArrayEquals(
                column.copy().matmul(m).toFloatArray(), column.matmul(m).toFloatArray(), 1e-5f);
    }

    @Test
    default void spaceToDepthOfAPermutedTensorIsAsForACopy() {
        Tensor x = Value.noise(DType.F32, Shape.of(4, 6, 3), 1).on(device()).permute(2, 0, 1);
        assertArrayEquals(toDepth(x.copy()).toFloatArray(), toDepth(x).toFloatArray());
    }

    private static Tensor toDepth(Tensor x) {
        return x.reshape(3, 2, 2, 3, 2).permute(2, 4, 0, 1, 3).reshape(12, 2, 3);
    }

    @Test
    default void einsteinSumsWithRepeatedLabels() {
        Tensor x = device().tensor(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        Tensor y = device().tensor(new float[] {10, 100});
        assertArrayEquals(new float[] {3, 15}, sum("iij->i", x));
        assertArrayEquals(new float[] {1, 5, 4, 8}, sum("tii->it", x));
        assertArrayEquals(new float[] {10, 200, 70, 800}, sum("iij,j->ij", x, y));
        assertArrayEquals(new float[] {1, 4, 5, 8}, sum("...ii->...i", x));
        assertArrayEquals(new float[] {10100}, sum("i,i", y, y));
        Tensor two = device().ones(3, 2, 2, 2, 2);
        assertEquals(Shape.of(3, 2, 2), device().einsum("tiijj->tij", two).shape());
        Tensor one = device().tensor(new float[] {3}, 1);
        assertArrayEquals(new float[] {330}, sum("i,i", one, y));
    }

    private float[] sum(String subscripts, Tensor... operands) {
        return device().einsum(subscripts, operands).toFloatArray();
    }

    @Test
    default void groupsWithAStrideAreConvolutionsOfTheirOwn() {
        Tensor x = Value.noise(DType.F64, Shape.of(2, 4, 7, 7), 1).on(device());
        Tensor w = Value.noise(DType.F64, Shape.of(6, 2, 3, 3), 2).on(device());
        List<Window> windows = List.of(Window.of(3, 2, 1), Window.of(3, 2, 1));
        Op grouped = new Conv(new ConvGeometry(windows, 2));
        Op dense = new Conv(new ConvGeometry(windows, 1));
        var one =
                device().valueAndGradients(
                                List.of(x, w),
                                () -> device().apply(grouped, List.of(x, w)).get(0).square().sum());
        var two =
                device().valueAndGradients(
                                List.of(x, w),
                                () -> {
                                    List<Tensor> xs = x.split(1, 2, 2);
                                    List<Tensor> ws = w.split(0, 3, 3);
                                    Tensor y =
                                            device().apply(dense, List.of(xs.get(0), ws.get(0)))
                                                    .get(0);
                                    Tensor z =
                                            device().apply(dense, List.of(xs.get(1), ws.get(1)))
                                                    .get(0);
                                    return y.square().sum().add(z.square().sum());
                                });
        assertEquals(two.value().item(), one.value().item(), 1e-9);
        for (Tensor operand : List.of(x, w)) {
            assertArrayEquals(
                    two.of(operand).toDoubleArray(), one.of(operand).toDoubleArray(), 1e-9);
        }
    }

    @Test
    default void aTransposedConvolutionFillsItsOutputPaddingWithRealOutputs() {
        ConvGeometry g = new ConvGeometry(List.of(Window.of(3, 2, 1)), 1);
        Tensor y = device().tensor(new float[] {1, 10}, 1, 1, 2);
        Tensor w = device().tensor(new float[] {1, 2, 3}, 1, 1, 3);
        assertArrayEquals(new float[] {2, 13, 20}, transposed(g, 3, w, y));
        assertArrayEquals(new float[] {2, 13, 20, 30}, transposed(g, 4, w, y));
    }

    private float[] transposed(ConvGeometry g, long length, Tensor w, Tensor y) {
        Op op = new ConvInputGradient(g, Shape.of(1, 1, length));
        return device().apply(op, List.of(w, y)).get(0).toFloatArray();
    }
}
