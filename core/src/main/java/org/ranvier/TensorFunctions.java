package org.ranvier;

import java.util.List;
import org.ranvier.op.Op;
import org.ranvier.op.Unary;

/** Functions of each element. */
public sealed interface TensorFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Applies a function to each element.
     *
     * @param function the function
     * @return a tensor of this shape
     * @throws IllegalArgumentException if the function is not defined on this type
     */
    default Tensor map(Unary function) {
        return self().session().apply(new Op.Map(function), List.of(self())).get(0);
    }

    /**
     * {@code -x}.
     *
     * @return the values
     */
    default Tensor neg() {
        return map(Unary.NEG);
    }

    /**
     * The absolute value.
     *
     * @return the values
     */
    default Tensor abs() {
        return map(Unary.ABS);
    }

    /**
     * −1, 0 or 1; the gradient is 0.
     *
     * @return the values
     */
    default Tensor sign() {
        return map(Unary.SIGN);
    }

    /**
     * {@code x²}.
     *
     * @return the values
     */
    default Tensor square() {
        return map(Unary.SQUARE);
    }

    /**
     * {@code 1/x}.
     *
     * @return the values
     */
    default Tensor reciprocal() {
        return map(Unary.RECIPROCAL);
    }

    /**
     * The square root.
     *
     * @return the values
     */
    default Tensor sqrt() {
        return map(Unary.SQRT);
    }

    /**
     * {@code 1/√x}.
     *
     * @return the values
     */
    default Tensor rsqrt() {
        return map(Unary.RSQRT);
    }

    /**
     * {@code eˣ}.
     *
     * @return the values
     */
    default Tensor exp() {
        return map(Unary.EXP);
    }

    /**
     * {@code eˣ − 1}, accurate near 0.
     *
     * @return the values
     */
    default Tensor expm1() {
        return map(Unary.EXPM1);
    }

    /**
     * The natural logarithm.
     *
     * @return the values
     */
    default Tensor log() {
        return map(Unary.LOG);
    }

    /**
     * {@code ln(1 + x)}, accurate near 0.
     *
     * @return the values
     */
    default Tensor log1p() {
        return map(Unary.LOG1P);
    }

    /**
     * The sine, of radians.
     *
     * @return the values
     */
    default Tensor sin() {
        return map(Unary.SIN);
    }

    /**
     * The cosine, of radians.
     *
     * @return the values
     */
    default Tensor cos() {
        return map(Unary.COS);
    }

    /**
     * The arc tangent, in radians.
     *
     * @return the values
     */
    default Tensor atan() {
        return map(Unary.ATAN);
    }

    /**
     * The hyperbolic tangent.
     *
     * @return the values
     */
    default Tensor tanh() {
        return map(Unary.TANH);
    }

    /**
     * The logistic function {@code 1/(1 + e⁻ˣ)}.
     *
     * @return the values
     */
    default Tensor sigmoid() {
        return map(Unary.SIGMOID);
    }

    /**
     * {@code ln(1 + eˣ)}, without overflow.
     *
     * @return the values
     */
    default Tensor softplus() {
        return map(Unary.SOFTPLUS);
    }

    /**
     * The error function.
     *
     * @return the values
     */
    default Tensor erf() {
        return map(Unary.ERF);
    }

    /**
     * {@code max(x, 0)}; the gradient at 0 is 0.
     *
     * @return the values
     */
    default Tensor relu() {
        return map(Unary.RELU);
    }

    /**
     * {@code x·Φ(x)}, exact.
     *
     * @return the values
     */
    default Tensor gelu() {
        return map(Unary.GELU);
    }

    /**
     * {@code x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2}, the approximation of {@link #gelu} by
     * Hendrycks and Gimpel ("Gaussian Error Linear Units", 2016).
     *
     * @return the values
     */
    default Tensor geluTanh() {
        return map(Unary.GELU_TANH);
    }

    /**
     * {@code x·sigmoid(x)}.
     *
     * @return the values
     */
    default Tensor silu() {
        return map(Unary.SILU);
    }

    /**
     * The next whole number downwards.
     *
     * @return the values
     */
    default Tensor floor() {
        return map(Unary.FLOOR);
    }

    /**
     * The next whole number upwards.
     *
     * @return the values
     */
    default Tensor ceil() {
        return map(Unary.CEIL);
    }

    /**
     * The nearest whole number, halves to even.
     *
     * @return the values
     */
    default Tensor round() {
        return map(Unary.ROUND);
    }

    /**
     * The whole part, towards 0.
     *
     * @return the values
     */
    default Tensor trunc() {
        return map(Unary.TRUNC);
    }

    /**
     * Logical negation.
     *
     * @return the values
     */
    default Tensor not() {
        return map(Unary.NOT);
    }

    /**
     * Whether each element is NaN.
     *
     * @return the values
     */
    default Tensor isNaN() {
        return map(Unary.IS_NAN);
    }

    /**
     * Whether each element is neither NaN nor infinite.
     *
     * @return the values
     */
    default Tensor isFinite() {
        return map(Unary.IS_FINITE);
    }
}
