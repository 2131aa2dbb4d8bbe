package org.ranvier.autodiff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.op.Backward;
import org.ranvier.op.Binary;
import org.ranvier.op.GeluGradient;
import org.ranvier.op.Unary;

/** The slopes of the element-wise functions. */
final class FunctionGradients {
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private FunctionGradients() {}

    /** The gradient of {@code y = f(x)}, given that of {@code y}. */
    static @Nullable Tensor unary(Unary function, Tensor x, Tensor y, Tensor g) {
        return switch (function) {
            case NEG -> g.neg();
            case ABS -> g.mul(x.sign());
            case SQUARE -> g.mul(x).mul(2);
            case RECIPROCAL -> g.mul(y.square()).neg();
            case SQRT -> g.div(y).mul(0.5);
            case RSQRT -> g.mul(y.div(x)).mul(-0.5);
            case EXP -> g.mul(y);
            case EXPM1 -> g.mul(y.add(1));
            case LOG -> g.div(x);
            case LOG1P -> g.div(x.add(1));
            case SIN -> g.mul(x.cos());
            case COS -> g.mul(x.sin()).neg();
            case ATAN -> g.div(x.square().add(1));
            case TANH -> g.mul(y.square().rsub(1));
            case SIGMOID -> g.mul(y).mul(y.rsub(1));
            case SOFTPLUS -> g.mul(x.sigmoid());
            case ERF -> g.mul(x.square().neg().exp()).mul(TWO_OVER_SQRT_PI);
            case RELU -> x.gt(0).where(g, g.zerosLike());
            case GELU, GELU_TANH ->
                    x.session().apply(new GeluGradient(function), List.of(x, g)).get(0);
            case SILU -> {
                Tensor s = x.sigmoid();
                yield g.mul(s.add(y.mul(s.rsub(1))));
            }
            case SIGN, FLOOR, CEIL, ROUND, TRUNC -> x.dtype().isFloating() ? g.zerosLike() : null;
            case NOT, IS_NAN, IS_FINITE -> null;
        };
    }

    /** The gradients of {@code y = f(a, b)}, given that of {@code y}. */
    static List<@Nullable Tensor> binary(Binary function, Backward w) {
        Tensor a = w.in(0);
        Tensor b = w.in(1);
        Tensor g = w.gradient(0);
        boolean da = w.needs(0);
        boolean db = w.needs(1);
        return switch (function) {
            case ADD -> Arrays.asList(g, g);
            case SUB -> Arrays.asList(g, db ? g.neg() : null);
            case MUL -> Arrays.asList(da ? g.mul(b) : null, db ? g.mul(a) : null);
            case DIV ->
                    Arrays.asList(da ? g.div(b) : null, db ? g.mul(w.out(0)).div(b).neg() : null);
            case POW ->
                    Arrays.asList(
                            da ? powerByBase(a, b, g) : null,
                            db ? powerByExponent(a, b, w.out(0), g) : null);
            case MAX -> split(a.gt(b), a.lt(b), a.eq(b), g);
            case MIN -> split(a.lt(b), a.gt(b), a.eq(b), g);
            case FMOD -> Arrays.asList(g, db ? g.mul(a.div(b).trunc()).neg() : null);
            case REMAINDER -> Arrays.asList(g, db ? g.mul(a.div(b).floor()).neg() : null);
            case ATAN2 -> {
                Tensor radius = a.square().add(b.square());
                yield Arrays.asList(
                        da ? g.mul(b).div(radius) : null, db ? g.mul(a).div(radius).neg() : null);
            }
            case EQ, NE, LT, LE, GT, GE, AND, OR, XOR -> GradientTable.none(2);
        };
    }

    /** {@code b·a^(b−1)}, and 0 where b is 0, also at a = 0. */
    private static Tensor powerByBase(Tensor a, Tensor b, Tensor g) {
        Tensor constant = b.eq(0);
        Tensor exponent = constant.where(b.onesLike(), b).sub(1);
        return constant.where(g.zerosLike(), g.mul(b).mul(a.pow(exponent)));
    }

    /** {@code a^b·ln a}, and 0 where the power is 0, also at a = 0. */
    private static Tensor powerByExponent(Tensor a, Tensor b, Tensor power, Tensor g) {
        Tensor zero = a.eq(0).and(b.ge(0));
        return zero.where(g.zerosLike(), g.mul(power).mul(zero.where(a.onesLike(), a).log()));
    }

    private static List<@Nullable Tensor> split(Tensor first, Tensor second, Tensor tie, Tensor g) {
        DType type = g.dtype();
        Tensor half = tie.to(type).mul(0.5);
        return Arrays.asList(g.mul(first.to(type).add(half)), g.mul(second.to(type).add(half)));
    }
}
