package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link DoubleMath} on vectors, line by line. */
public final class DoubleLanes {
    private static final LongVector BIAS = LongVector.broadcast(Lanes.I64, 1023);
    private static final DoubleVector E0 = constant(DoubleMath.E0);
    private static final DoubleVector E1 = constant(DoubleMath.E1);
    private static final DoubleVector E2 = constant(DoubleMath.E2);
    private static final DoubleVector E3 = constant(DoubleMath.E3);
    private static final DoubleVector E4 = constant(DoubleMath.E4);
    private static final DoubleVector E5 = constant(DoubleMath.E5);
    private static final DoubleVector E6 = constant(DoubleMath.E6);
    private static final DoubleVector E7 = constant(DoubleMath.E7);
    private static final DoubleVector E8 = constant(DoubleMath.E8);
    private static final DoubleVector E9 = constant(DoubleMath.E9);
    private static final DoubleVector E10 = constant(DoubleMath.E10);
    private static final DoubleVector EXP_HIGH = constant(DoubleMath.EXP_HIGH);
    private static final DoubleVector EXP_LOW = constant(DoubleMath.EXP_LOW);
    private static final DoubleVector GELU_CUBIC = constant(DoubleMath.GELU_CUBIC);
    private static final DoubleVector GELU_SCALE = constant(DoubleMath.GELU_SCALE);
    private static final DoubleVector INFINITY = constant(Double.POSITIVE_INFINITY);
    private static final DoubleVector L0 = constant(DoubleMath.L0);
    private static final DoubleVector L1 = constant(DoubleMath.L1);
    private static final DoubleVector L2 = constant(DoubleMath.L2);
    private static final DoubleVector L3 = constant(DoubleMath.L3);
    private static final DoubleVector L4 = constant(DoubleMath.L4);
    private static final DoubleVector L5 = constant(DoubleMath.L5);
    private static final DoubleVector L6 = constant(DoubleMath.L6);
    private static final DoubleVector LN2 = constant(DoubleMath.LN2);
    private static final DoubleVector LN2_REST = constant(DoubleMath.LN2_REST);
    private static final DoubleVector LOG2_E = constant(DoubleMath.LOG2_E);
    private static final DoubleVector MINUS_52 = constant(-52);
    private static final DoubleVector MINUS_INFINITY = constant(Double.NEGATIVE_INFINITY);
    private static final DoubleVector MINUS_LN2 = constant(-DoubleMath.LN2);
    private static final DoubleVector MINUS_LN2_REST = constant(-DoubleMath.LN2_REST);
    private static final DoubleVector MINUS_ZERO = constant(-0.0);
    private static final DoubleVector NAN = constant(Double.NaN);
    private static final DoubleVector ONE = constant(1);
    private static final LongVector ROOT_HALF =
            LongVector.broadcast(Lanes.I64, DoubleMath.ROOT_HALF);
    private static final DoubleVector ROUNDER = constant(DoubleMath.ROUNDER);
    private static final LongVector ROUNDER_BITS =
            LongVector.broadcast(Lanes.I64, DoubleMath.ROUNDER_BITS);
    private static final DoubleVector SHIFT = constant(0x1p52);
    private static final DoubleVector SMALLEST = constant(Double.MIN_NORMAL);
    private static final DoubleVector TANH_HIGH = constant(DoubleMath.TANH_HIGH);
    private static final DoubleVector TWICE_TANH_HIGH = constant(2 * DoubleMath.TANH_HIGH);
    private static final DoubleVector TWO = constant(2);
    private static final DoubleVector ZERO = constant(0);

    private DoubleLanes() {}

    private static DoubleVector constant(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector reciprocal(DoubleVector x) {
        return ONE.div(x);
    }

    static DoubleVector rsqrt(DoubleVector x) {
        return ONE.div(x.sqrt());
    }

    /**
     * {@code eˣ}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static DoubleVector exp(DoubleVector x) {
        return expTimes(ONE, x);
    }

    static DoubleVector expTimes(DoubleVector factor, DoubleVector x) {
        DoubleVector bounded = bound(x);
        DoubleVector rounded = bounded.fma(LOG2_E, ROUNDER);
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER)).add(ONE);
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        return e.mul(factor).mul(power(half)).mul(power(k.sub(half)));
    }

    private static DoubleVector bound(DoubleVector x) {
        return x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH))
                .blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
    }

    private static DoubleVector expm1(DoubleVector x, DoubleVector k) {
        DoubleVector r = k.fma(MINUS_LN2_REST, k.fma(MINUS_LN2, x));
        DoubleVector p = E10.fma(r, E9);
        p = p.fma(r, E8);
        p = p.fma(r, E7);
        p = p.fma(r, E6);
        p = p.fma(r, E5);
        p = p.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        return p.fma(r.mul(r), r);
    }

    private static DoubleVector power(LongVector k) {
        return k.add(BIAS).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector expm1(DoubleVector x) {
        DoubleVector bounded = bound(x);
        DoubleVector rounded = bounded.fma(LOG2_E, ROUNDER);
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER));
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        DoubleVector scale = power(half);
        DoubleVector y = e.fma(scale, scale.sub(power(half.sub(k)))).mul(power(k.sub(half)));
        return y.blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    /**
     * The natural logarithm.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static DoubleVector log(DoubleVector x) {
        VectorMask<Double> tiny = x.compare(VectorOperators.LT, SMALLEST);
        DoubleVector normal = x.blend(x.mul(SHIFT), tiny);
        DoubleVector y = logPlus(normal, ZERO.blend(MINUS_52, tiny), ZERO);
        return logLimits(x, y);
    }

    private static DoubleVector logPlus(DoubleVector x, DoubleVector k, DoubleVector rest) {
        LongVector above = x.reinterpretAsLongs().sub(ROOT_HALF);
        LongVector exponent = above.lanewise(VectorOperators.ASHR, 52);
        DoubleVector f =
                above.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                        .add(ROOT_HALF)
                        .reinterpretAsDoubles()
                        .sub(ONE);
        DoubleVector e = ((DoubleVector) exponent.castShape(F64, 0)).add(k);
        DoubleVector s = f.div(f.add(TWO));
        DoubleVector z = s.mul(s);
        DoubleVector p = L6.fma(z, L5);
        p = p.fma(z, L4);
        p = p.fma(z, L3);
        p = p.fma(z, L2);
        p = p.fma(z, L1);
        p = p.fma(z, L0);
        DoubleVector bend = z.neg().fma(p, f);
        DoubleVector tail = s.neg().fma(bend, e.fma(LN2_REST, rest));
        return e.fma(LN2, f.add(tail));
    }

    private static DoubleVector logLimits(DoubleVector x, DoubleVector y) {
        VectorMask<Double> below = x.compare(VectorOperators.LT, INFINITY);
        return x.blend(y, below)
                .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(ONE);
        DoubleVector y = log1p(x, u);
        return logLimits(u, y).blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    private static DoubleVector log1p(DoubleVector x, DoubleVector u) {
        DoubleVector t = u.sub(ONE);
        DoubleVector lost = ONE.sub(u.sub(t)).add(x.sub(t));
        return logPlus(u, ZERO, lost.div(u));
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector twice =
                a.mul(TWO).blend(TWICE_TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
        DoubleVector e = expm1(twice);
        DoubleVector y = e.div(e.add(TWO));
        return y.blend(y.neg(), x.compare(VectorOperators.LT, ZERO))
                .blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    /**
     * The logistic function.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        return ONE.blend(e, x.compare(VectorOperators.LT, ZERO)).div(e.add(ONE));
    }

    static DoubleVector silu(DoubleVector x) {
        return timesSigmoid(x, x);
    }

    static DoubleVector geluTanh(DoubleVector x) {
        return timesSigmoid(x, x.mul(x.mul(x).fma(GELU_CUBIC, GELU_SCALE)));
    }

    private static DoubleVector timesSigmoid(DoubleVector x, DoubleVector u) {
        DoubleVector bounded = bound(u.abs().neg());
        DoubleVector rounded = bounded.fma(LOG2_E, ROUNDER);
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER)).add(ONE);
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        DoubleVector first = power(half);
        DoubleVector second = power(k.sub(half));
        DoubleVector above =
                x.blend(e.mul(x).mul(first).mul(second), u.compare(VectorOperators.LT, ZERO));
        DoubleVector y = above.div(e.mul(first).mul(second).add(ONE));
        return y.blend(MINUS_ZERO, u.compare(VectorOperators.LT, EXP_LOW));
    }

    static DoubleVector softplus(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        DoubleVector positive = ZERO.blend(x, x.compare(VectorOperators.GT, ZERO));
        return positive.add(log1p(e, e.add(ONE)));
    }
}
