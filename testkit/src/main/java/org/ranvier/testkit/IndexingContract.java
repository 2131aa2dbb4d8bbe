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
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Op;

/** Taking from and adding to given places. */
interface IndexingContract extends Contract {
    /** A place gets a few dozen numbers at most, in a fixed order. */
    Tolerance ADDED = Tolerance.conditioned(32);

    private void gather(Value x, int axis, long count) {
        long length = x.spec().shape().size(axis);
        Value indices = Value.uniform(DType.I32, Shape.of(count), 5, -length, length);
        check(new Op.Gather(axis), Tolerance.EXACT, x, indices);
    }

    @TestFactory
    default Stream<DynamicTest> gather() {
        return tests(
                "gather",
                Stream.of(DType.values()),
                type -> {
                    for (long size : SIZES) {
                        gather(Value.noise(type, Shape.of(size + 1), 1), 0, size);
                        gather(Value.noise(type, Shape.of(9, size), 1), 0, 12);
                    }
                    for (Arrangement layout : Arrangement.values()) {
                        for (int axis = 0; axis < 3; axis++) {
                            gather(Value.noise(type, CUBE, 1).laid(layout), axis, 7);
                        }
                    }
                });
    }

    private void scatterAdd(Value updates, int axis, long length) {
        long count = updates.spec().shape().size(axis);
        Value indices = Value.uniform(DType.I32, Shape.of(count), 5, -length, length);
        check(new Op.ScatterAdd(axis, length), ADDED, updates, indices);
    }

    @TestFactory
    default Stream<DynamicTest> scatterAdd() {
        return tests(
                "scatter_add",
                Samples.numbers(),
                type -> {
                    for (long size : SIZES) {
                        scatterAdd(Value.noise(type, Shape.of(size), 1), 0, size / 2 + 1);
                        scatterAdd(Value.noise(type, Shape.of(12, size), 1), 0, 9);
                    }
                    for (Arrangement layout : Arrangement.values()) {
                        for (int axis = 0; axis < 3; axis++) {
                            scatterAdd(Value.noise(type, CUBE, 1).laid(layout), axis, 4);
                        }
                    }
                });
    }

    /** The length of an axis, then size, step and dilation of windows. */
    @TestFactory
    default Stream<DynamicTest> fold() {
        return tests(
                "fold",
                Samples.numbers(),
                type -> {
                    fold(type, 17, 3, 1, 1);
                    fold(type, 17, 3, 2, 1);
                    fold(type, 18, 3, 2, 2);
                    fold(type, 20, 2, 5, 1);
                    fold(type, 9, 9, 1, 1);
                    fold(type, 65, 1, 1, 1);
                    fold(type, 40, 4, 3, 5);
                    fold(type, 2, 3, 1, 1);
                });
    }

    private void fold(DType type, long length, long size, long step, long dilation) {
        long windows = Layout.windows(length, size, step, dilation);
        check(
                new Op.Fold(0, length, step, dilation),
                ADDED,
                Value.noise(type, Shape.of(windows, size), 1));
        check(
                new Op.Fold(1, length, step, dilation),
                ADDED,
                Value.noise(type, Shape.of(3, windows, 5, size), 1).laid(Arrangement.TRANSPOSED));
    }

    @Test
    default void anIndexOutOfRangeThrowsOnEveryDevice() {
        Tensor x = device().ones(5, 3);
        for (int index : new int[] {5, -6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Tensor indices = device().tensor(new int[] {0, index, 1});
            assertThrows(IndexOutOfBoundsException.class, () -> x.take(indices, 0).toFloatArray());
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () ->
                            device().apply(
                                            new Op.ScatterAdd(0, 5),
                                            List.of(device().ones(3, 3), indices))
                                    .get(0)
                                    .toFloatArray());
        }
    }

    @Test
    default void threeHundredEqualIndicesAllAddUp() {
        Tensor ones = device().ones(300);
        Tensor indices = device().full(DType.I32, Shape.of(300), 2);
        Tensor y = device().apply(new Op.ScatterAdd(0, 4), List.of(ones, indices)).get(0);
        assertArrayEquals(new float[] {0, 0, 300, 0}, y.toFloatArray());
    }

    @Test
    default void theGradientOfAnUnusedRowIsZeroHoweverManyIndicesThereAre() {
        Tensor table = device().randn(10, 3);
        int[] rows = new int[900];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = 1 + i % 9;
        }
        Tensor indices = device().tensor(rows);
        Tensor g =
                device().valueAndGradients(List.of(table), () -> table.take(indices, 0).sum())
                        .of(table);
        float[] expected = new float[30];
        Arrays.fill(expected, 3, 30, 100);
        assertArrayEquals(expected, g.toFloatArray());
    }

    @Test
    default void flatNonzeroFindsAllInOrder() {
        Tensor x = device().tensor(new float[] {0, 2, -0.0f, Float.NaN, 0, -1}, 2, 3);
        assertArrayEquals(new int[] {1, 3, 5}, x.flatNonzero().toIntArray());
        assertArrayEquals(new int[] {1, 2, 5}, x.transpose().flatNonzero().toIntArray());
        assertArrayEquals(new int[] {0, 2, 4}, x.eq(0).flatNonzero().toIntArray());
        assertArrayEquals(new int[0], device().zeros(7).flatNonzero().toIntArray());
        assertArrayEquals(new int[0], device().zeros(0, 4).flatNonzero().toIntArray());
        assertArrayEquals(new int[] {0}, device().ones().flatNonzero().toIntArray());
    }
}
