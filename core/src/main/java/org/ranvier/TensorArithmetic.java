package org.ranvier;

import java.util.List;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/**
 * Arithmetic of two tensors, element by element. Operands broadcast as in NumPy and have one type;
 * a Java number takes the tensor's type.
 */
public sealed interface TensorArithmetic permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Applies a function to each pair of elements.
     *
     * @param function the function
     * @param other the second argument
     * @return a tensor of the broadcast shape
     * @throws IllegalArgumentException if shapes or types do not fit
     */
    default Tensor zip(Binary function, Tensor other) {
        Tensor a = self();
        Op op = new Op.Zip(function);
        List<Tensor> both = Broadcasting.together(op.name(), List.of(a, other));
        return a.session().apply(op, both).get(0);
    }

    /**
     * Applies a function with a number as second argument.
     *
     * @param function the function
     * @param other the second argument
     * @return a tensor of this shape
     */
    default Tensor zip(Binary function, double other) {
        return zip(function, self().session().constant(self().dtype(), other));
    }

    /**
     * {@code this + other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor add(Tensor other) {
        return self().zip(Binary.ADD, other);
    }

    /**
     * {@code this + other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor add(double other) {
        return self().zip(Binary.ADD, other);
    }

    /**
     * {@code this − other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor sub(Tensor other) {
        return self().zip(Binary.SUB, other);
    }

    /**
     * {@code this − other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor sub(double other) {
        return self().zip(Binary.SUB, other);
    }

    /**
     * {@code this · other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor mul(Tensor other) {
        return self().zip(Binary.MUL, other);
    }

    /**
     * {@code this · other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor mul(double other) {
        return self().zip(Binary.MUL, other);
    }

    /**
     * {@code this / other}; of integers, towards 0.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor div(Tensor other) {
        return self().zip(Binary.DIV, other);
    }

    /**
     * {@code this / other}; of integers, towards 0.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor div(double other) {
        return self().zip(Binary.DIV, other);
    }

    /**
     * {@code this} to the power {@code other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor pow(Tensor other) {
        return self().zip(Binary.POW, other);
    }

    /**
     * {@code this} to the power {@code other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor pow(double other) {
        return self().zip(Binary.POW, other);
    }

    /**
     * The larger; NaN if either is. At a tie the gradient is split.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor maximum(Tensor other) {
        return self().zip(Binary.MAX, other);
    }

    /**
     * The larger; NaN if either is. At a tie the gradient is split.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor maximum(double other) {
        return self().zip(Binary.MAX, other);
    }

    /**
     * The smaller; NaN if either is. At a tie the gradient is split.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor minimum(Tensor other) {
        return self().zip(Binary.MIN, other);
    }

    /**
     * The smaller; NaN if either is. At a tie the gradient is split.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor minimum(double other) {
        return self().zip(Binary.MIN, other);
    }

    /**
     * The remainder with the sign of {@code this}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor fmod(Tensor other) {
        return self().zip(Binary.FMOD, other);
    }

    /**
     * The remainder with the sign of {@code this}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor fmod(double other) {
        return self().zip(Binary.FMOD, other);
    }

    /**
     * The remainder with the sign of {@code other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor remainder(Tensor other) {
        return self().zip(Binary.REMAINDER, other);
    }

    /**
     * The remainder with the sign of {@code other}.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor remainder(double other) {
        return self().zip(Binary.REMAINDER, other);
    }

    /**
     * The angle of the point {@code (other, this)}, in radians.
     *
     * @param other the other operand
     * @return the values
     */
    default Tensor atan2(Tensor other) {
        return self().zip(Binary.ATAN2, other);
    }

    /**
     * {@code other − this}.
     *
     * @param other the minuend
     * @return the differences
     */
    default Tensor rsub(double other) {
        return self().session().constant(self().dtype(), other).sub(self());
    }

    /**
     * {@code other / this}.
     *
     * @param other the dividend
     * @return the quotients
     */
    default Tensor rdiv(double other) {
        return self().session().constant(self().dtype(), other).div(self());
    }
}
