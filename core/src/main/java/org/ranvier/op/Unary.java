package org.ranvier.op;

import java.util.function.DoubleUnaryOperator;
import org.ranvier.DType;

/**
 * The functions of one argument. Each constant states its definition on doubles: the meaning every
 * backend must reproduce, within the error bound of its own arithmetic.
 */
public enum Unary {
    /** {@code -x}. */
    NEG(Domain.NUMBER, x -> -x),
    /** {@code |x|}. */
    ABS(Domain.NUMBER, Math::abs),
    /** −1, 0 or 1; NaN stays NaN. */
    SIGN(Domain.NUMBER, Math::signum),
    /** {@code x²}. */
    SQUARE(Domain.NUMBER, x -> x * x),
    /** {@code 1/x}. */
    RECIPROCAL(Domain.FLOAT, x -> 1 / x),
    /** The square root; NaN below 0. */
    SQRT(Domain.FLOAT, Math::sqrt),
    /** {@code 1/√x}. */
    RSQRT(Domain.FLOAT, x -> 1 / Math.sqrt(x)),
    /** {@code eˣ}. */
    EXP(Domain.FLOAT, Math::exp),
    /** {@code eˣ − 1}, accurate near 0. */
    EXPM1(Domain.FLOAT, Math::expm1),
    /** The natural logarithm. */
    LOG(Domain.FLOAT, Math::log),
    /** {@code ln(1 + x)}, accurate near 0. */
    LOG1P(Domain.FLOAT, Math::log1p),
    /** The sine, of radians. */
    SIN(Domain.FLOAT, Math::sin),
    /** The cosine, of radians. */
    COS(Domain.FLOAT, Math::cos),
    /** The arc tangent, in radians. */
    ATAN(Domain.FLOAT, Math::atan),
    /** The hyperbolic tangent. */
    TANH(Domain.FLOAT, Math::tanh),
    /** The logistic function {@code 1/(1 + e⁻ˣ)}. */
    SIGMOID(Domain.FLOAT, ScalarMath::sigmoid),
    /** {@code ln(1 + eˣ)}, without overflow. */
    SOFTPLUS(Domain.FLOAT, ScalarMath::softplus),
    /** The error function. */
    ERF(Domain.FLOAT, ScalarMath::erf),
    /** {@code max(x, 0)}; NaN stays NaN. */
    RELU(Domain.NUMBER, x -> x > 0 || Double.isNaN(x) ? x : 0),
    /** {@code x·Φ(x)} with the exact normal distribution function. */
    GELU(Domain.FLOAT, ScalarMath::gelu),
    /** {@code x·sigmoid(√(8/π)·(x + 0.044715·x³))}, near {@link #GELU}. */
    GELU_TANH(Domain.FLOAT, ScalarMath::geluTanh),
    /** {@code x·sigmoid(x)}. */
    SILU(Domain.FLOAT, x -> x == Double.NEGATIVE_INFINITY ? -0.0 : x * ScalarMath.sigmoid(x)),
    /** The next whole number downwards. */
    FLOOR(Domain.FLOAT, Math::floor),
    /** The next whole number upwards. */
    CEIL(Domain.FLOAT, Math::ceil),
    /** The nearest whole number, halves to even. */
    ROUND(Domain.FLOAT, Math::rint),
    /** The whole part, towards 0. */
    TRUNC(Domain.FLOAT, x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
    /** Logical negation. */
    NOT(Domain.BOOL, x -> x == 0 ? 1 : 0),
    /** Whether the argument is NaN. */
    IS_NAN(Domain.TEST, x -> Double.isNaN(x) ? 1 : 0),
    /** Whether the argument is neither NaN nor infinite. */
    IS_FINITE(Domain.TEST, x -> Double.isFinite(x) ? 1 : 0);

    /** What a function takes and gives. */
    private enum Domain {
        /** F32, F64 and I32 to the same type. */
        NUMBER,
        /** F32 and F64 to the same type. */
        FLOAT,
        /** BOOL to BOOL. */
        BOOL,
        /** F32 and F64 to BOOL. */
        TEST
    }

    private final Domain domain;
    private final DoubleUnaryOperator definition;

    Unary(Domain domain, DoubleUnaryOperator definition) {
        this.domain = domain;
        this.definition = definition;
    }

    /**
     * The function's value.
     *
     * @param x the argument; a truth value is 0 or 1
     * @return the value; a truth value is 0 or 1
     */
    public double apply(double x) {
        return definition.applyAsDouble(x);
    }

    /**
     * The function's value on integers; wraps around as in Java.
     *
     * @param x the argument
     * @return the value
     */
    public int apply(int x) {
        return switch (this) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SQUARE -> x * x;
            default -> (int) apply((double) x);
        };
    }

    /**
     * Whether the function is defined on a type.
     *
     * @param type the type of the argument
     * @return true if so
     */
    public boolean accepts(DType type) {
        return switch (domain) {
            case NUMBER -> type != DType.BOOL;
            case FLOAT, TEST -> type.isFloating();
            case BOOL -> type == DType.BOOL;
        };
    }

    /**
     * The type of the value.
     *
     * @param type the type of the argument
     * @return BOOL for tests, else the argument's type
     */
    public DType result(DType type) {
        return domain == Domain.TEST ? DType.BOOL : type;
    }
}
