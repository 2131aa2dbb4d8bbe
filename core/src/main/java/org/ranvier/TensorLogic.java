package org.ranvier;

import java.util.List;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/** Comparisons, truth values and choices, element by element. Operands broadcast as in NumPy. */
public sealed interface TensorLogic permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Whether {@code this = other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor eq(Tensor other) {
        return self().zip(Binary.EQ, other);
    }

    /**
     * Whether {@code this = other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor eq(double other) {
        return self().zip(Binary.EQ, other);
    }

    /**
     * Whether {@code this ≠ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor ne(Tensor other) {
        return self().zip(Binary.NE, other);
    }

    /**
     * Whether {@code this ≠ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor ne(double other) {
        return self().zip(Binary.NE, other);
    }

    /**
     * Whether {@code this < other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor lt(Tensor other) {
        return self().zip(Binary.LT, other);
    }

    /**
     * Whether {@code this < other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor lt(double other) {
        return self().zip(Binary.LT, other);
    }

    /**
     * Whether {@code this ≤ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor le(Tensor other) {
        return self().zip(Binary.LE, other);
    }

    /**
     * Whether {@code this ≤ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor le(double other) {
        return self().zip(Binary.LE, other);
    }

    /**
     * Whether {@code this > other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor gt(Tensor other) {
        return self().zip(Binary.GT, other);
    }

    /**
     * Whether {@code this > other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor gt(double other) {
        return self().zip(Binary.GT, other);
    }

    /**
     * Whether {@code this ≥ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor ge(Tensor other) {
        return self().zip(Binary.GE, other);
    }

    /**
     * Whether {@code this ≥ other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor ge(double other) {
        return self().zip(Binary.GE, other);
    }

    /**
     * Both.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor and(Tensor other) {
        return self().zip(Binary.AND, other);
    }

    /**
     * At least one.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor or(Tensor other) {
        return self().zip(Binary.OR, other);
    }

    /**
     * Exactly one.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor xor(Tensor other) {
        return self().zip(Binary.XOR, other);
    }

    /**
     * Limits every element to a range; NaN stays NaN. At the bounds the gradient is 1. In an empty
     * range, {@code low} above {@code high}, every element becomes {@code high}.
     *
     * @param low the least value
     * @param high the greatest value
     * @return the limited elements; all NaN if a bound is
     */
    default Tensor clip(double low, double high) {
        Tensor x = self();
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return x.mul(Double.NaN);
        }
        Tensor raised = x.lt(low).where(x.session().constant(x.dtype(), low), x);
        return raised.gt(high).where(x.session().constant(x.dtype(), high), raised);
    }

    /**
     * Takes from one tensor where this is true, from another elsewhere. All three broadcast.
     *
     * @param yes taken where this is true
     * @param no taken elsewhere
     * @return the chosen elements
     */
    default Tensor where(Tensor yes, Tensor no) {
        Op op = new Op.Select();
        List<Tensor> all = Broadcasting.together(op.name(), List.of(self(), yes, no));
        return self().session().apply(op, all).get(0);
    }
}
