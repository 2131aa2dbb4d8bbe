package org.ranvier;

import java.util.List;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.op.Unary;

/**
 * Changes of a tensor's elements where they lie. Every view of the same memory sees them. A tape
 * cannot follow them: changing a tensor that an open tape tracks throws, and taking gradients that
 * need an old value throws.
 */
public sealed interface TensorUpdates permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor zipInPlace(Binary function, Tensor other) {
        Tensor x = self();
        x.session()
                .applyInto(new Op.Zip(function), List.of(x, other.expand(x.shape())), List.of(x));
        return x;
    }

    /**
     * Adds to every element.
     *
     * @param other what is added; broadcasts to this shape
     * @return this tensor
     */
    default Tensor addInPlace(Tensor other) {
        return zipInPlace(Binary.ADD, other);
    }

    /**
     * Adds a multiple to every element.
     *
     * @param other what is added; broadcasts to this shape
     * @param factor how many times
     * @return this tensor
     */
    default Tensor addInPlace(Tensor other, double factor) {
        try (Scope _ = self().session().scope("addInPlace")) {
            return zipInPlace(Binary.ADD, other.mul(factor));
        }
    }

    /**
     * Multiplies every element.
     *
     * @param other the factor; broadcasts to this shape
     * @return this tensor
     */
    default Tensor mulInPlace(Tensor other) {
        return zipInPlace(Binary.MUL, other);
    }

    /**
     * Multiplies every element by a number.
     *
     * @param factor the factor
     * @return this tensor
     */
    default Tensor mulInPlace(double factor) {
        try (Scope _ = self().session().scope("mulInPlace")) {
            return zipInPlace(Binary.MUL, self().session().constant(self().dtype(), factor));
        }
    }

    /**
     * Applies a function to every element.
     *
     * @param function a function whose value has this type
     * @return this tensor
     */
    default Tensor mapInPlace(Unary function) {
        Tensor x = self();
        x.session().applyInto(new Op.Map(function), List.of(x), List.of(x));
        return x;
    }

    /**
     * Gives every element a value.
     *
     * @param value the value; a truth value is 0 or 1
     * @return this tensor
     */
    default Tensor fillInPlace(double value) {
        Tensor x = self();
        x.session().applyInto(new Op.Fill(x.spec(), value), List.of(), List.of(x));
        return x;
    }

    /**
     * Copies another tensor's elements into this one, converting the type.
     *
     * @param source broadcasts to this shape
     * @return this tensor
     */
    default Tensor copyFrom(Tensor source) {
        Tensor x = self();
        x.session()
                .applyInto(new Op.Copy(x.dtype()), List.of(source.expand(x.shape())), List.of(x));
        return x;
    }
}
