package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Window;

/** Convolution and its gradients: sums, with the tolerance of a product of matrices. */
interface ConvContract extends Contract {
    @TestFactory
    default Stream<DynamicTest> convolution() {
        return tests("conv", ConvCases.all(), c -> onBoth(c, Arrangement.CONTIGUOUS));
    }

    @TestFactory
    default Stream<DynamicTest> convolutionOfOtherLayouts() {
        return tests("conv of permuted", ConvCases.small(), c -> onBoth(c, Arrangement.TRANSPOSED));
    }

    private void onBoth(ConvCases.Case c, Arrangement layout) {
        for (DType type : new DType[] {DType.F32, DType.F64}) {
            Value x = Value.noise(type, c.x(), 1).laid(layout);
            Value weight = Value.noise(type, c.weight(), 2).laid(layout);
            Value gradient = Value.noise(type, c.output(), 3).laid(layout);
            check(new Conv(c.geometry()), MatMulContract.PRODUCT, x, weight);
            Op toInput = new ConvInputGradient(c.geometry(), c.x());
            check(toInput, MatMulContract.PRODUCT, weight, gradient);
            Op toWeight = new ConvWeightGradient(c.geometry(), c.weight());
            check(toWeight, MatMulContract.PRODUCT, x, gradient);
        }
    }

    @Test
    default void depthwiseWeightGradientOfOnesCountsThePositionsForAnyNumberOfChannels() {
        for (int channels : new int[] {1, 23, 24, 25}) {
            ConvGeometry g = geometry(Window.of(3, 2, 1), channels);
            Tensor x = device().ones(1, channels, 6, 6);
            Tensor seed = device().ones(1, channels, 3, 3);
            Op op = new ConvWeightGradient(g, Shape.of(channels, 1, 3, 3));
            float[] dw = device().apply(op, List.of(x, seed)).get(0).toFloatArray();
            for (int c = 0; c < channels; c++) {
                assertArrayEquals(
                        new float[] {4, 6, 6, 6, 9, 9, 6, 9, 9},
                        Arrays.copyOfRange(dw, 9 * c, 9 * c + 9));
            }
        }
    }

    @Test
    default void inputBehindTheLastWindowHasAGradientOfZero() {
        ConvGeometry g = new ConvGeometry(List.of(Window.of(2, 3, 0)), 1);
        Tensor x = device().ones(1, 1, 7);
        Tensor weight = device().ones(1, 1, 2);
        Tensor dx =
                device().valueAndGradients(
                                List.of(x),
                                () -> device().apply(new Conv(g), List.of(x, weight)).get(0).sum())
                        .of(x);
        assertArrayEquals(new float[] {1, 1, 0, 1, 1, 0, 0}, dx.toFloatArray());
    }

    @Test
    default void impossibleGeometriesAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> new Window(3, 1, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Window(3, 0, 0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> geometry(Window.of(3, 1, 1), 0));
        Tensor x = device().ones(1, 3, 5, 5);
        Tensor weight = device().ones(4, 1, 3, 3);
        rejected(new Conv(geometry(Window.of(3, 1, 1), 2)), x, weight);
        rejected(new Conv(geometry(Window.of(3, 1, 1), 1)), x, weight);
        rejected(new Conv(geometry(Window.of(2, 1, 1), 3)), x, weight);
        rejected(new Conv(geometry(Window.of(7, 1, 0), 1)), x, device().ones(1, 3, 7, 7));
    }

    private void rejected(Op op, Tensor... in) {
        assertThrows(IllegalArgumentException.class, () -> device().apply(op, List.of(in)));
    }

    private static ConvGeometry geometry(Window window, long groups) {
        return new ConvGeometry(List.of(window, window), groups);
    }
}
