package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.Region;
import org.ranvier.testkit.ReferenceBackend;

class TapeTest {
    private final Session session = ReferenceBackend.open();

    @AfterEach
    void close() {
        session.close();
    }

    private Tensor vector(double... elements) {
        return session.tensor(elements);
    }

    private static void checkValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-12);
    }

    private static void checkFault(
            Class<? extends Throwable> kind, String message, Executable action) {
        assertEquals(message, assertThrows(kind, action).getMessage());
    }

    @Test
    void gradientsAddUpWhereBranchesMeet() {
        Tensor x = vector(3);
        try (Tape tape = session.tape(x)) {
            Tensor a = x.square();
            Tensor b = x.mul(2);
            Tensor y = a.mul(b).add(x).sum();
            checkValues(tape.gradients(y, List.of(x)).get(0), 6 * 9 + 1);
            checkValues(tape.gradients(y, List.of(a)).get(0), 6);
            checkValues(tape.gradients(y, List.of(y)).get(0), 1);
        }
    }

    @Test
    void aTensorMayStandTwiceInAnOperation() {
        Tensor x = vector(1, 2, 4);
        try (Tape tape = session.tape(x)) {
            checkValues(tape.gradients(x.mul(x).sum(), List.of(x)).get(0), 2, 4, 8);
        }
        Tensor c = vector(0.5, -1, 0.25);
        LayerNorm norm = new LayerNorm(1e-5);
        try (Tape tape = session.tape(c)) {
            Tensor y = session.apply(norm, List.of(x, c, c)).get(0).sum();
            Tensor once = tape.gradients(y, List.of(c)).get(0);
            Tensor normal = session.apply(norm, List.of(x, c.onesLike(), c.zerosLike())).get(0);
            checkValues(once, normal.add(1).toDoubleArray());
        }
    }

    @Test
    void whatNothingDependsOnHasGradientZero() {
        Tensor x = vector(1, 2);
        Tensor other = vector(3, 4);
        try (Tape tape = session.tape(x, other)) {
            Tensor y = x.sum().add(other.detach().sum());
            checkValues(tape.gradients(y, List.of(other)).get(0), 0, 0);
        }
    }

    @Test
    void gradientsHaveGradients() {
        Tensor x = vector(2);
        try (Tape third = session.tape(x);
                Tape second = session.tape(x);
                Tape first = session.tape(x)) {
            Tensor y = x.pow(4).sum();
            Tensor d1 = first.gradients(y, List.of(x)).get(0);
            Tensor d2 = second.gradients(d1.sum(), List.of(x)).get(0);
            Tensor d3 = third.gradients(d2.sum(), List.of(x)).get(0);
            checkValues(d1, 32);
            checkValues(d2, 48);
            checkValues(d3, 48);
        }
    }

    @Test
    void aNestedTapeDoesNotDisturbTheOuterOne() {
        Tensor x = vector(3);
        Tensor w = vector(5);
        try (Tape outer = session.tape(x)) {
            Tensor y = x.square();
            Tensor inner;
            try (Tape tape = session.tape(w)) {
                inner = tape.gradients(w.mul(y).sum(), List.of(w)).get(0);
            }
            checkValues(inner, 9);
            checkValues(outer.gradients(inner.sum(), List.of(x)).get(0), 6);
        }
    }

    @Test
    void aTapeKeepsWhatItNeeds() {
        Tensor x = vector(0.5);
        try (Tape tape = session.tape(x)) {
            Tensor y;
            try (Scope scope = session.scope("forward")) {
                y = scope.keep(x.exp().sin().square().sum());
            }
            double e = Math.exp(0.5);
            double expected = 2 * Math.sin(e) * Math.cos(e) * e;
            checkValues(tape.gradients(y, List.of(x)).get(0), expected);
        }
    }

    @Test
    void seedsWeighTheResults() {
        Tensor x = vector(1, 2);
        try (Tape tape = session.tape(x)) {
            Tensor a = x.square();
            Tensor b = x.mul(10);
            List<Tensor> seeds = Arrays.asList(vector(1, 100), null);
            checkValues(tape.gradients(List.of(a, b), seeds, List.of(x)).get(0), 2, 400);
            checkValues(tape.gradients(List.of(a, b), List.of(x, x), List.of(x)).get(0), 12, 28);
        }
    }

    @Test
    void nothingIsLeftBehind() {
        Tensor x = session.tensor(new float[100]);
        long before = session.memory().live();
        for (int i = 0; i < 3; i++) {
            try (Scope _ = session.scope()) {
                ValueAndGradients r =
                        session.valueAndGradients(
                                List.of(x), () -> x.sigmoid().mul(x.cos()).logSumExp());
                assertEquals(x.shape(), r.of(x).shape());
            }
            assertEquals(before, session.memory().live());
        }
        try (Scope _ = session.scope();
                Tape tape = session.tape(x)) {
            tape.gradients(x.exp().sum(), List.of(x));
        }
        assertEquals(before, session.memory().live());
    }

    @Test
    void aFailureInTheFunctionLeavesTheSessionUsable() {
        Tensor x = vector(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> session.valueAndGradients(List.of(x), () -> x.reshape(2)));
        checkValues(session.valueAndGradients(List.of(x), () -> x.square().sum()).of(x), 2);
    }

    @Test
    void detachedTensorsAreConstants() {
        Tensor x = vector(3);
        try (Tape tape = session.tape(x)) {
            Tensor y = x.detach().mul(x).sum();
            checkValues(tape.gradients(y, List.of(x)).get(0), 3);
        }
    }

    @Test
    void whatIsReplacedPassesNoGradient() {
        Tensor x = vector(1, 2, 3);
        Tensor v = vector(10);
        try (Tape tape = session.tape(x, v)) {
            Region region = Region.block(new long[] {1}, v.shape());
            Tensor y = x.withSlice(region, v).square().sum();
            checkValues(tape.gradients(y, List.of(x)).get(0), 2, 0, 6);
            checkValues(tape.gradients(y, List.of(v)).get(0), 20);
        }
    }

    @Test
    void faultsAreNamed() {
        Tensor x = vector(1, 2);
        checkFault(
                IllegalArgumentException.class,
                "tape: a I32 tensor has no gradient; watch F32 or F64 tensors",
                () -> session.tape(session.arange(3)));
        try (Tape tape = session.tape(x)) {
            Tensor y = x.square();
            checkFault(
                    IllegalArgumentException.class,
                    "gradients: expected a scalar, got shape [2]; reduce it with sum() or mean(), or"
                            + " give a seed",
                    () -> tape.gradients(y, List.of(x)));
            checkFault(
                    IllegalStateException.class,
                    "gradient of F64[2] has the wrong shape or type: F64[1]",
                    () -> tape.gradients(List.of(y), List.of(vector(1)), List.of(x)));
            checkFault(
                    IllegalStateException.class,
                    "add in place: an open tape tracks the tensor of F64[2] or what is written to it,"
                            + " and could not follow; use an operation that gives a new tensor",
                    () -> x.addInPlace(vector(1, 1)));
        }
        Tape closed = session.tape(x);
        closed.close();
        checkFault(
                IllegalStateException.class,
                "gradients: the tape is closed",
                () -> closed.gradients(x.sum(), List.of(x)));
        checkFault(
                IllegalArgumentException.class,
                "valueAndGradients: expected a scalar, got shape [2]; reduce it with sum() or mean()",
                () -> session.valueAndGradients(List.of(x), x::square));
    }

    @Test
    void anOldValueThatIsNeededIsMissed() {
        Tensor x = vector(1, 2);
        Tensor c = vector(3, 4);
        try (Tape tape = session.tape(x)) {
            Tensor y = x.mul(c).sum();
            c.fillInPlace(0);
            checkFault(
                    IllegalStateException.class,
                    "gradients: a tensor of F64[2] was changed in place after Zip[function=MUL] was"
                            + " recorded, which needs its old value; change it after taking gradients,"
                            + " or change a copy",
                    () -> tape.gradients(y, List.of(x)));
        }
        assertEquals(DType.F64, x.dtype());
    }
}
