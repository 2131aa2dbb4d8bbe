package org.ranvier.op;

import java.util.function.DoubleBinaryOperator;
import org.ranvier.DType;

/**
 * The functions of two arguments of one type. Each constant states its definition on doubles: the
 * meaning every backend must reproduce. Integer sums, differences and products wrap around as in
 * Java.
 */
public enum Binary {
    /** {@code a + b}. */
    ADD(Domain.NUMBER, (a, b) -> a + b),
    /** {@code a − b}. */
    SUB(Domain.NUMBER, (a, b) -> a - b),
    /** {@code a·b}. */
    MUL(Domain.NUMBER, (a, b) -> a * b),
    /** {@code a/b}; of integers, towards 0, and 0 where {@code b} is 0. */
    DIV(Domain.NUMBER, (a, b) -> a / b),
    /** {@code a} to the power {@code b}, as C's {@code pow}: 1 where {@code b} is 0. */
    POW(Domain.FLOAT, ScalarPower::pow),
    /** The larger; NaN if either is. */
    MAX(Domain.NUMBER, Math::max),
    /** The smaller; NaN if either is. */
    MIN(Domain.NUMBER, Math::min),
    /**
     * The remainder with the sign of {@code a}, as C's {@code fmod}; of integers, 0 where {@code b}
     * is 0.
     */
    FMOD(Domain.NUMBER, (a, b) -> a % b),
    /**
     * The remainder with the sign of {@code b}, as Python's {@code %}; of integers, 0 where {@code
     * b} is 0.
     */
    REMAINDER(Domain.NUMBER, ScalarPower::remainder),
    /** The angle of the point {@code (b, a)}, in radians. */
    ATAN2(Domain.FLOAT, Math::atan2),
    /** Whether {@code a = b}. */
    EQ(Domain.COMPARE, (a, b) -> a == b ? 1 : 0),
    /** Whether {@code a ≠ b}; true if either is NaN. */
    NE(Domain.COMPARE, (a, b) -> a != b ? 1 : 0),
    /** Whether {@code a < b}. */
    LT(Domain.COMPARE, (a, b) -> a < b ? 1 : 0),
    /** Whether {@code a ≤ b}. */
    LE(Domain.COMPARE, (a, b) -> a <= b ? 1 : 0),
    /** Whether {@code a > b}. */
    GT(Domain.COMPARE, (a, b) -> a > b ? 1 : 0),
    /** Whether {@code a ≥ b}. */
    GE(Domain.COMPARE, (a, b) -> a >= b ? 1 : 0),
    /** Both. */
    AND(Domain.BOOL, (a, b) -> a * b),
    /** At least one. */
    OR(Domain.BOOL, Math::max),
    /** Exactly one. */
    XOR(Domain.BOOL, (a, b) -> a == b ? 0 : 1);

    private enum Domain {
        NUMBER,
        FLOAT,
        BOOL,
        COMPARE
    }

    private final Domain domain;
    private final DoubleBinaryOperator definition;

    Binary(Domain domain, DoubleBinaryOperator definition) {
        this.domain = domain;
        this.definition = definition;
    }

    /**
     * The function's value on floating-point numbers or truth values.
     *
     * @param a the first argument; a truth value is 0 or 1
     * @param b the second argument
     * @return the value; a truth value is 0 or 1
     */
    public double apply(double a, double b) {
        return definition.applyAsDouble(a, b);
    }

    /**
     * The function's value on integers.
     *
     * @param a the first argument
     * @param b the second argument
     * @return the value; a truth value is 0 or 1
     */
    public int apply(int a, int b) {
        return switch (this) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : a / b;
            case FMOD -> b == 0 ? 0 : a % b;
            case REMAINDER -> b == 0 ? 0 : Math.floorMod(a, b);
            default -> (int) apply((double) a, (double) b);
        };
    }

    /**
     * Whether the function is defined on a type.
     *
     * @param type the type of both arguments
     * @return true if so
     */
    public boolean accepts(DType type) {
        return switch (domain) {
            case NUMBER -> type != DType.BOOL;
            case FLOAT -> type.isFloating();
            case BOOL -> type == DType.BOOL;
            case COMPARE -> type != DType.BOOL || this == EQ || this == NE;
        };
    }

    /**
     * The type of the value.
     *
     * @param type the type of the arguments
     * @return BOOL for comparisons, else the arguments' type
     */
    public DType result(DType type) {
        return domain == Domain.COMPARE ? DType.BOOL : type;
    }
}
