package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Unary;

/** Changes of existing tensors. */
interface InPlaceContract extends Contract {
    @Test
    default void everyViewOfTheSameMemorySeesAChange() {
        Tensor x = device().tensor(new float[] {1, 2, 3, 4}, 2, 2);
        Tensor column = x.select(1, 1);
        column.mulInPlace(10);
        x.transpose().addInPlace(device().tensor(new float[] {100, 200}));
        assertArrayEquals(new float[] {101, 120, 203, 240}, x.toFloatArray());
        assertArrayEquals(new float[] {120, 240}, column.toFloatArray());
        x.flip().copyFrom(device().tensor(new int[] {1, 2, 3, 4}, 2, 2));
        assertArrayEquals(new float[] {4, 3, 2, 1}, x.toFloatArray());
        x.select(0, 0).fillInPlace(7);
        assertArrayEquals(new float[] {7, 7, 2, 1}, x.toFloatArray());
    }

    @Test
    default void aTensorCombinesWithItselfInPlace() {
        Tensor x = device().tensor(new float[] {1, 2, 3});
        x.mulInPlace(x).addInPlace(x, -0.5).mapInPlace(Unary.NEG);
        assertArrayEquals(new float[] {-0.5f, -2, -4.5f}, x.toFloatArray());
    }

    @Test
    default void overlapIsRefusedUnlessBothAreTheSameView() {
        Tensor x = device().tensor(new float[] {1, 2, 3, 4});
        Tensor left = x.slice(0, 0, 3);
        Tensor right = x.slice(0, 1, 4);
        says("overlaps", () -> left.copyFrom(right));
        says("overlaps", () -> x.addInPlace(x.flip()));
        says("overlaps", () -> x.reshape(2, 2).copyFrom(x.reshape(2, 2).transpose()));
        says("repeats", () -> x.slice(0, 0, 1).expand(3).fillInPlace(1));
        x.slice(0, 0, 2).copyFrom(x.slice(0, 2, 4));
        assertArrayEquals(new float[] {3, 4, 3, 4}, x.toFloatArray());
    }

    @Test
    default void onlyWhatIsElementWiseWritesIntoExistingTensors() {
        Tensor x = device().ones(2, 2);
        Tensor y = device().ones(2, 2);
        says("matmul", () -> device().applyInto(new Op.MatMul(), List.of(x, x), List.of(y)));
        Op softmax = new Softmax(1, false);
        says("softmax", () -> device().applyInto(softmax, List.of(x), List.of(y)));
        says("do not fit", () -> x.copy().mapInPlace(Unary.IS_NAN));
    }

    private static void says(String part, Runnable wrong) {
        Throwable e = assertThrows(IllegalArgumentException.class, wrong::run);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    default void aTapeRefusesToLoseTrackOfAChange() {
        Tensor x = device().ones(3);
        Tensor y = device().ones(3);
        try (Tape _ = device().tape(x)) {
            assertThrows(IllegalStateException.class, () -> x.fillInPlace(2));
            Tensor derived = x.mul(2);
            assertThrows(IllegalStateException.class, () -> derived.mulInPlace(3));
            assertThrows(IllegalStateException.class, () -> y.addInPlace(x));
            y.fillInPlace(2);
        }
        x.fillInPlace(5);
        assertArrayEquals(new float[] {5, 5, 5}, x.toFloatArray());
    }

    @Test
    default void aGradientThatNeedsAnOldValueIsRefusedNeverWrong() {
        Tensor x = device().ones(3);
        Tensor y = device().ones(3);
        try (Tape tape = device().tape(x)) {
            Tensor z = x.mul(y).sum();
            y.slice(0, 0, 1).fillInPlace(100);
            Throwable e =
                    assertThrows(IllegalStateException.class, () -> tape.gradients(z, List.of(x)));
            assertTrue(String.valueOf(e.getMessage()).contains("changed in place"));
        }
    }
}
