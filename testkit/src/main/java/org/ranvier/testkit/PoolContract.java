package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.AveragePool;
import org.ranvier.op.AveragePoolGradient;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Window;

/** Pooling: maxima exactly, averages as sums. */
interface PoolContract extends Contract {
    /** A pooling: the shape of its input, and its windows. */
    record Pool(Shape x, List<Window> windows) {
        static Pool of(Shape x, Window... windows) {
            boolean all = windows.length == x.rank() - 2;
            return new Pool(
                    x, all ? List.of(windows) : Collections.nCopies(x.rank() - 2, windows[0]));
        }
    }

    /** One, two and three axes; gaps, overlaps, padding, overhang, dilation. */
    private static Stream<Pool> pools() {
        return Stream.of(
                Pool.of(Shape.of(2, 3, 17), Window.of(2, 2, 0)),
                Pool.of(Shape.of(1, 2, 129), Window.of(3, 1, 1)),
                Pool.of(Shape.of(1, 2, 20), new Window(3, 4, 1, 2, 1, 2)),
                Pool.of(Shape.of(2, 3, 8, 8), Window.of(2, 2, 0)),
                Pool.of(Shape.of(2, 3, 9, 33), Window.of(2, 2, 0)),
                Pool.of(Shape.of(1, 16, 12, 12), Window.of(3, 2, 1)),
                Pool.of(Shape.of(1, 17, 7, 65), Window.of(3, 1, 1)),
                Pool.of(Shape.of(2, 2, 7, 7), Window.of(1, 2, 0)),
                Pool.of(Shape.of(2, 2, 6, 7), Window.of(6, 1, 0), Window.of(7, 1, 0)),
                Pool.of(Shape.of(1, 2, 11, 9), new Window(3, 2, 0, 1, 1, 1)),
                Pool.of(Shape.of(1, 2, 11, 9), new Window(2, 3, 1, 0, 0, 3)),
                Pool.of(Shape.of(1, 2, 5, 6, 7), Window.of(2, 2, 0)),
                Pool.of(Shape.of(1, 2, 5, 6, 7), Window.of(3, 2, 1)),
                Pool.of(
                        Shape.of(1, 1, 5, 6, 7),
                        Window.of(1, 1, 0),
                        Window.of(2, 1, 1),
                        Window.of(3, 2, 0)));
    }

    @TestFactory
    default Stream<DynamicTest> maxPool() {
        return tests(
                "max_pool",
                pools(),
                pool -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        Value x = Value.noise(type, pool.x(), 1);
                        Op op = new MaxPool(pool.windows());
                        check(op, Tolerance.ulps(0), x);
                        check(op, Tolerance.ulps(0), x.laid(Arrangement.TRANSPOSED));
                        check(op, Tolerance.ulps(0), Value.noise(DType.I32, pool.x(), 1).as(type));
                        gradient(pool, x);
                    }
                });
    }

    private void gradient(Pool pool, Value x) {
        List<Comparison> forward =
                new Forward(new MaxPool(pool.windows()), List.of(x), Tolerance.EXACT)
                        .expected(reference());
        Shape out = forward.get(0).spec().shape();
        Value positions = Value.of(DType.I32, out, forward.get(1).elements());
        Value g = Value.noise(x.spec().dtype(), out, 2);
        check(new MaxPoolGradient(pool.x()), Tolerance.conditioned(16), g, positions);
    }

    @TestFactory
    default Stream<DynamicTest> averagePool() {
        return tests(
                "average_pool",
                pools(),
                pool -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        Value x = Value.noise(type, pool.x(), 1);
                        for (boolean countPadding : new boolean[] {false, true}) {
                            Op op = new AveragePool(pool.windows(), countPadding);
                            check(op, Tolerance.conditioned(16), x);
                            check(op, Tolerance.conditioned(16), x.laid(Arrangement.FLIPPED));
                            averageGradient(pool, type, countPadding);
                        }
                    }
                });
    }

    private void averageGradient(Pool pool, DType type, boolean countPadding) {
        Op forward = new AveragePool(pool.windows(), countPadding);
        Shape out = forward.outputs(List.of(new TensorSpec(type, pool.x()))).get(0).shape();
        Value g = Value.noise(type, out, 2);
        Op op = new AveragePoolGradient(pool.x(), pool.windows(), countPadding);
        check(op, Tolerance.conditioned(16), g);
        check(op, Tolerance.conditioned(16), g.laid(Arrangement.TRANSPOSED));
    }

    @Test
    default void maxPoolOfSpecialNumbers() {
        double nan = Double.NaN;
        double low = Double.NEGATIVE_INFINITY;
        Value x =
                Value.of(DType.F32, Shape.of(1, 1, 10), 1, nan, 3, 4, low, low, -0.0, 0, nan, nan);
        check(new MaxPool(List.of(Window.of(2, 2, 0))), Tolerance.ulps(0), x);
        check(new MaxPool(List.of(Window.of(3, 2, 1))), Tolerance.ulps(0), x);
    }

    @Test
    default void maxPoolPadsWithMinusInfinity() {
        Tensor x = device().full(DType.F32, Shape.of(1, 1, 4), -5);
        Tensor y = device().apply(new MaxPool(List.of(Window.of(3, 2, 1))), List.of(x)).get(0);
        assertArrayEquals(new float[] {-5, -5}, y.toFloatArray());
    }

    @Test
    default void paddingIsNeverChosenEvenIfAllIsMinusInfinity() {
        Tensor x = device().full(DType.F32, Shape.of(1, 1, 3, 3), Double.NEGATIVE_INFINITY);
        Op op = new MaxPool(List.of(Window.of(2, 2, 1), Window.of(2, 2, 1)));
        int[] positions = device().apply(op, List.of(x)).get(1).toIntArray();
        assertArrayEquals(new int[] {0, 1, 3, 4}, positions);
    }

    @Test
    default void aWindowOfNothingButPaddingIsRefused() {
        Window before = Window.of(2, 1, 2);
        Window behind = new Window(2, 2, 0, 1, 1, 1);
        Tensor x = device().ones(1, 1, 4);
        for (Window window : List.of(before, behind)) {
            for (Op op :
                    List.of(new MaxPool(List.of(window)), new AveragePool(List.of(window), true))) {
                assertThrows(IllegalArgumentException.class, () -> device().apply(op, List.of(x)));
            }
        }
    }

    @Test
    default void theGradientOfATieGoesToTheFirst() {
        Tensor x = device().ones(1, 1, 4);
        Tensor g =
                device().valueAndGradients(
                                List.of(x),
                                () ->
                                        device().apply(
                                                        new MaxPool(List.of(Window.of(2, 2, 0))),
                                                        List.of(x))
                                                .get(0)
                                                .sum())
                        .of(x);
        assertArrayEquals(new float[] {1, 0, 1, 0}, g.toFloatArray());
    }

    @Test
    default void averagePoolCountsInputAndPaddingButNotTheOverhang() {
        Window window = new Window(4, 2, 0, 1, 1, 1);
        Tensor x = device().ones(1, 1, 4);
        assertArrayEquals(new float[] {1, 2f / 3}, average(x, true, window), 1e-6f);
        assertArrayEquals(new float[] {1, 1}, average(x, false, window));
    }

    @Test
    default void averagePoolWithAsymmetricPadding() {
        Tensor x = device().ones(1, 1, 2, 2);
        Window window = new Window(2, 1, 0, 1, 0, 1);
        assertArrayEquals(new float[] {1, 0.5f, 0.5f, 0.25f}, average(x, true, window, window));
        assertArrayEquals(new float[] {1, 1, 1, 1}, average(x, false, window, window));
    }

    private float[] average(Tensor x, boolean countPadding, Window... windows) {
        return device().apply(new AveragePool(List.of(windows), countPadding), List.of(x))
                .get(0)
                .toFloatArray();
    }
}
