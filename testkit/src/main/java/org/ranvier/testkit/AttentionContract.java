package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Attention;
import org.ranvier.op.AttentionGradient;

/** Scaled dot-product attention. */
interface AttentionContract extends Contract {
    /** The scores' error times the size of the values, and that of a mean of values. */
    Tolerance ATTENDED = new Tolerance(8, 64, 0);

    /** Differences of products, each with the error of a score. */
    Tolerance SLOPES_OF_ATTENTION = new Tolerance(16, 256, 0);

    /** Batch, queries, keys, and the widths of keys and values. */
    record Sizes(Shape batch, long queries, long keys, long width, long values) {}

    private static Stream<Sizes> sizes() {
        return Stream.of(
                new Sizes(Shape.SCALAR, 1, 1, 1, 1),
                new Sizes(Shape.of(2), 5, 7, 3, 4),
                new Sizes(Shape.of(2, 3), 17, 17, 16, 16),
                new Sizes(Shape.of(3), 33, 65, 8, 24),
                new Sizes(Shape.of(1, 2), 64, 64, 32, 32),
                new Sizes(Shape.of(2), 1, 129, 64, 64),
                new Sizes(Shape.of(2), 70, 3, 17, 9));
    }

    @TestFactory
    default Stream<DynamicTest> attention() {
        return tests(
                "attention",
                sizes(),
                sizes -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        for (boolean causal : new boolean[] {false, true}) {
                            attend(type, sizes, causal, false);
                            attend(type, sizes, causal, true);
                        }
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> attentionGradient() {
        return tests(
                "gradient of attention",
                sizes(),
                sizes -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        for (boolean causal : new boolean[] {false, true}) {
                            slope(type, sizes, causal, false);
                            slope(type, sizes, causal, true);
                        }
                    }
                });
    }

    private void slope(DType type, Sizes s, boolean causal, boolean masked) {
        List<Value> in = inputs(type, s, masked);
        in.add(3, Value.noise(type, s.batch().concat(Shape.of(s.queries(), s.values())), 5));
        Attention attention = new Attention(1 / Math.sqrt(s.width()), causal, masked);
        check(new AttentionGradient(attention), SLOPES_OF_ATTENTION, in.toArray(Value[]::new));
    }

    private void attend(DType type, Sizes s, boolean causal, boolean masked) {
        double scale = 1 / Math.sqrt(s.width());
        Value[] in = inputs(type, s, masked).toArray(Value[]::new);
        check(new Attention(scale, causal, masked), ATTENDED, in);
    }

    private static List<Value> inputs(DType type, Sizes s, boolean masked) {
        List<Value> in = new ArrayList<>();
        in.add(Value.noise(type, s.batch().concat(Shape.of(s.queries(), s.width())), 1));
        in.add(Value.noise(type, s.batch().concat(Shape.of(s.keys(), s.width())), 2));
        in.add(Value.noise(type, s.batch().concat(Shape.of(s.keys(), s.values())), 3));
        if (masked) {
            Shape mask = s.batch().concat(Shape.of(s.queries(), s.keys()));
            in.add(Value.noise(DType.BOOL, mask, 4));
        }
        return in;
    }

    @Test
    default void trueMeansMayAttend() {
        Tensor q = device().ones(1, 1);
        Tensor k = device().ones(2, 1);
        Tensor v = device().tensor(new float[] {3, 5}, 2, 1);
        Tensor mask = device().tensor(new boolean[] {false, true}, 1, 2);
        Attention op = new Attention(1, false, true);
        float[] y = device().apply(op, List.of(q, k, v, mask)).get(0).toFloatArray();
        assertArrayEquals(new float[] {5}, y);
    }

    @Test
    default void aQueryThatMayAttendNowhereGivesZerosAndSpoilsNoGradient() {
        Tensor q = Value.noise(DType.F32, Shape.of(2, 3), 1).on(device());
        Tensor k = Value.noise(DType.F32, Shape.of(4, 3), 2).on(device());
        Tensor v = Value.noise(DType.F32, Shape.of(4, 3), 3).on(device());
        boolean[] allowed = {false, false, false, false, true, true, false, true};
        Tensor mask = device().tensor(allowed, 2, 4);
        List<Tensor> in = List.of(q, k, v, mask);
        Attention op = new Attention(0.5, false, true);
        Tensor y = device().apply(op, in).get(0);
        assertArrayEquals(new float[3], y.select(0, 0).toFloatArray());
        var result =
                device().valueAndGradients(
                                List.of(q, k, v), () -> device().apply(op, in).get(0).sum());
        for (Tensor gradient : result.gradients()) {
            assertTrue(gradient.isFinite().all().toBooleanArray()[0]);
        }
        assertArrayEquals(new float[3], result.of(q).select(0, 0).toFloatArray());
    }

    @Test
    default void theLastQueryOfCausalAttentionSeesAllKeysTheFirstOnlyWhatIsNotLater() {
        Tensor q = device().zeros(2, 1);
        Tensor k = device().zeros(3, 1);
        Tensor v = device().tensor(new float[] {3, 6, 12}, 3, 1);
        Attention op = new Attention(1, true, false);
        float[] y = device().apply(op, List.of(q, k, v)).get(0).toFloatArray();
        assertArrayEquals(new float[] {4.5f, 7}, y, 1e-5f);
    }
}
