package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;

/** Cross-entropy of logits, and its gradient: errors as those of a softmax. */
interface CrossEntropyContract extends Contract {
    /** A target that stands for none. */
    int NONE = -100;

    @TestFactory
    default Stream<DynamicTest> crossEntropy() {
        return tests(
                "cross_entropy",
                Samples.floating(),
                type -> {
                    for (long classes : new long[] {1, 2, 3, 10, 17, 32, 33, 1000, 2049}) {
                        for (long rows : new long[] {1, 5, 33}) {
                            both(type, Shape.of(rows, classes), 0);
                            both(type, Shape.of(rows, classes), 0.1);
                        }
                    }
                    both(type, Shape.of(0, 5), 0);
                });
    }

    private void both(DType type, Shape shape, double smoothing) {
        Value logits = Value.uniform(type, shape, 1, -5, 5);
        Value targets = Value.indices(shape.head(1), 2, shape.size(1));
        double[] some = targets.elements().clone();
        for (int i = 0; i < some.length; i += 3) {
            some[i] = NONE;
        }
        Value gradient = Value.noise(type, shape.head(1), 3);
        for (Value t : List.of(targets, Value.of(DType.I32, shape.head(1), some))) {
            check(new CrossEntropy(NONE, smoothing), SoftmaxContract.SOFTMAX, logits, t);
            check(
                    new CrossEntropyGradient(NONE, smoothing),
                    SoftmaxContract.SOFTMAX,
                    logits,
                    t,
                    gradient);
        }
    }

    @Test
    default void ignoredRowsHaveNoLossAndNoGradientEvenWithSmoothing() {
        Tensor logits = device().tensor(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor targets = device().tensor(new int[] {NONE, 1});
        var result =
                device().valueAndGradients(List.of(logits), () -> loss(logits, targets, 0.2).sum());
        double perRow = loss(logits, targets, 0.2).toFloatArray()[0];
        assertEquals(0, perRow);
        float[] g = result.of(logits).toFloatArray();
        assertArrayEquals(new float[3], Arrays.copyOf(g, 3));
        assertEquals(0, g[3] + g[4] + g[5], 1e-6);
    }

    @Test
    default void extremeLogitsGiveFiniteLosses() {
        Tensor logits = device().tensor(new float[] {1e4f, -1e4f, 0, 1e30f}, 2, 2);
        Tensor targets = device().tensor(new int[] {0, 1});
        assertArrayEquals(new float[2], loss(logits, targets, 0).toFloatArray(), 1e-6f);
        Tensor others = device().tensor(new int[] {1, 0});
        assertArrayEquals(new float[] {2e4f, 1e30f}, loss(logits, others, 0).toFloatArray());
    }

    @Test
    default void theGradientIsTheSoftmaxMinusTheTarget() {
        Tensor logits = device().tensor(new double[] {0.6, 3.4, -1.2, 0.05}, 1, 4);
        Tensor target = device().tensor(new int[] {1});
        Tensor g =
                device().valueAndGradients(List.of(logits), () -> loss(logits, target, 0).sum())
                        .of(logits);
        double[] expected = {0.0550, 0.9042 - 1, 0.0091, 0.0317};
        assertArrayEquals(expected, g.toDoubleArray(), 5e-5);
    }

    @Test
    default void aTargetThatIsNoClassThrows() {
        Tensor logits = device().ones(2, 3);
        for (int target : new int[] {3, -1, Integer.MIN_VALUE}) {
            Tensor targets = device().tensor(new int[] {0, target});
            assertThrows(
                    IndexOutOfBoundsException.class, () -> loss(logits, targets, 0).toFloatArray());
        }
    }

    private Tensor loss(Tensor logits, Tensor targets, double smoothing) {
        return device().apply(new CrossEntropy(NONE, smoothing), List.of(logits, targets)).get(0);
    }
}
