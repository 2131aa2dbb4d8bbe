package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;

/** Random numbers: the same bits on every device. */
interface RandomContract extends Contract {
    @TestFactory
    default Stream<DynamicTest> random() {
        return tests(
                "random",
                Stream.of(Distribution.values()),
                distribution -> {
                    Stream<DType> types =
                            distribution == Distribution.BITS
                                    ? Stream.of(DType.I32)
                                    : Samples.floating();
                    types.forEach(type -> draw(distribution, type));
                });
    }

    private void draw(Distribution distribution, DType type) {
        Samples.vectors().forEach(shape -> draw(distribution, type, shape, 42, 0));
        draw(distribution, type, CUBE, 42, 4);
        draw(distribution, type, Shape.SCALAR, -1, 400);
        draw(distribution, type, CUBE, Long.MIN_VALUE, (1L << 34) - 8);
        draw(distribution, type, CUBE, 0x1234_5678_9ABC_DEFL, 1L << 40);
    }

    private void draw(Distribution d, DType type, Shape shape, long seed, long offset) {
        check(new Op.Random(d, new TensorSpec(type, shape), seed, offset), Tolerance.EXACT);
    }

    @Test
    default void theSameSeedRepeatsAndSuccessiveDrawsDiffer() {
        SessionOptions options = SessionOptions.defaults().withSeed(7);
        try (Session a = another(options);
                Session b = another(options)) {
            float[] first = a.rand(100).toFloatArray();
            assertArrayEquals(first, b.rand(100).toFloatArray());
            assertFalse(Arrays.equals(first, a.rand(100).toFloatArray()));
        }
    }

    @Test
    default void uniformNumbersLieInTheHalfOpenInterval() {
        float[] u = device().rand(10_000).toFloatArray();
        double sum = 0;
        for (float x : u) {
            assertTrue(x >= 0 && x < 1);
            sum += x;
        }
        assertEquals(0.5, sum / u.length, 0.02);
    }

    @Test
    default void normalNumbersHaveMeanZeroAndDeviationOne() {
        float[] z = device().randn(10_000).toFloatArray();
        double sum = 0;
        double squares = 0;
        for (float x : z) {
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / z.length, 0.05);
        assertEquals(1, squares / z.length, 0.06);
    }
}
