package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatMath} on vectors, line by line. */
public final class FloatLanes {
    private static final IntVector BIAS = IntVector.broadcast(Lanes.I32, 127);
    private static final FloatVector E0 = constant(FloatMath.E0);
    private static final FloatVector E1 = constant(FloatMath.E1);
    private static final FloatVector E2 = constant(FloatMath.E2);
    private static final FloatVector E3 = constant(FloatMath.E3);
    private static final FloatVector E4 = constant(FloatMath.E4);
    private static final FloatVector E5 = constant(FloatMath.E5);
    private static final FloatVector EXP_HIGH = constant(FloatMath.EXP_HIGH);
    private static final FloatVector EXP_LOW = constant(FloatMath.EXP_LOW);
    private static final FloatVector INFINITY = constant(Float.POSITIVE_INFINITY);
    private static final FloatVector L0 = constant(FloatMath.L0);
    private static final FloatVector L1 = constant(FloatMath.L1);
    private static final FloatVector L2 = constant(FloatMath.L2);
    private static final FloatVector L3 = constant(FloatMath.L3);
    private static final FloatVector L4 = constant(FloatMath.L4);
    private static final FloatVector L5 = constant(FloatMath.L5);
    private static final FloatVector L6 = constant(FloatMath.L6);
    private static final FloatVector L7 = constant(FloatMath.L7);
    private static final FloatVector LN2 = constant(FloatMath.LN2);
    private static final FloatVector LN2_REST = constant(FloatMath.LN2_REST);
    private static final FloatVector LOG2_E = constant(FloatMath.LOG2_E);
    private static final FloatVector MINUS_23 = constant(-23);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
    private static final FloatVector MINUS_INFINITY = constant(Float.NEGATIVE_INFINITY);
    private static final FloatVector MINUS_LN2 = constant(-FloatMath.LN2);
    private static final FloatVector MINUS_LN2_REST = constant(-FloatMath.LN2_REST);
    private static final FloatVector MINUS_ZERO = constant(-0.0f);
    private static final FloatVector NAN = constant(Float.NaN);
    private static final FloatVector ONE = constant(1);
    private static final IntVector ROOT_HALF = IntVector.broadcast(Lanes.I32, FloatMath.ROOT_HALF);
    private static final FloatVector ROUNDER = constant(FloatMath.ROUNDER);
    private static final IntVector ROUNDER_BITS =
            IntVector.broadcast(Lanes.I32, FloatMath.ROUNDER_BITS);
    private static final FloatVector SHIFT = constant(0x1p23f);
    private static final FloatVector SMALLEST = constant(Float.MIN_NORMAL);
    private static final FloatVector T0 = constant(FloatMath.T0);
    private static final FloatVector T1 = constant(FloatMath.T1);
    private static final FloatVector T2 = constant(FloatMath.T2);
    private static final FloatVector T3 = constant(FloatMath.T3);
    private static final FloatVector T4 = constant(FloatMath.T4);
    private static final FloatVector TANH_HIGH = constant(FloatMath.TANH_HIGH);
    private static final FloatVector TANH_LOW = constant(FloatMath.TANH_LOW);
    private static final FloatVector TWICE_TANH_HIGH = constant(2 * FloatMath.TANH_HIGH);
    private static final FloatVector TWO = constant(2);
    private static final FloatVector ZERO = constant(0);

    private FloatLanes() {}

    private static FloatVector constant(float x) {
        return FloatVector.broadcast(F32, x);
    }

    static FloatVector rsqrt(FloatVector x) {
        return ONE.div(x.sqrt());
    }

    static FloatVector reciprocal(FloatVector x) {
        return ONE.div(x);
    }

    /**
     * {@code eˣ}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector exp(FloatVector x) {
        return expTimes(ONE, x);
    }

    static FloatVector expTimes(FloatVector factor, FloatVector x) {
        FloatVector bounded = bound(x);
        FloatVector rounded = bounded.fma(LOG2_E, ROUNDER);
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER)).add(ONE);
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        return e.mul(factor).mul(power(half)).mul(power(k.sub(half)));
    }

    private static FloatVector bound(FloatVector x) {
        return x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH))
                .blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
    }

    private static FloatVector expm1(FloatVector x, FloatVector k) {
        FloatVector r = k.fma(MINUS_LN2_REST, k.fma(MINUS_LN2, x));
        FloatVector p = E5.fma(r, E4);
        p = p.fma(r, E3);
        p = p.fma(r, E2);
        p = p.fma(r, E1);
        p = p.fma(r, E0);
        return p.fma(r.mul(r), r);
    }

    private static FloatVector power(IntVector k) {
        return k.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector expm1(FloatVector x) {
        FloatVector bounded = bound(x);
        FloatVector rounded = bounded.fma(LOG2_E, ROUNDER);
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER));
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        FloatVector scale = power(half);
        FloatVector y = e.fma(scale, scale.sub(power(half.sub(k)))).mul(power(k.sub(half)));
        return y.blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    /**
     * The natural logarithm.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, SMALLEST);
        FloatVector normal = x.blend(x.mul(SHIFT), tiny);
        FloatVector y = logPlus(normal, ZERO.blend(MINUS_23, tiny), ZERO);
        return logLimits(x, y);
    }

    private static FloatVector logPlus(FloatVector x, FloatVector k, FloatVector rest) {
        IntVector above = x.reinterpretAsInts().sub(ROOT_HALF);
        IntVector exponent = above.lanewise(VectorOperators.ASHR, 23);
        FloatVector f =
                above.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                        .add(ROOT_HALF)
                        .reinterpretAsFloats()
                        .sub(ONE);
        FloatVector e = ((FloatVector) exponent.castShape(F32, 0)).add(k);
        FloatVector p = L7.fma(f, L6);
        p = p.fma(f, L5);
        p = p.fma(f, L4);
        p = p.fma(f, L3);
        p = p.fma(f, L2);
        p = p.fma(f, L1);
        p = p.fma(f, L0);
        FloatVector square = f.mul(f);
        FloatVector tail = square.mul(f).fma(p, e.fma(LN2_REST, rest));
        return e.fma(LN2, f.add(MINUS_HALF.fma(square, tail)));
    }

    private static FloatVector logLimits(FloatVector x, FloatVector y) {
        VectorMask<Float> below = x.compare(VectorOperators.LT, INFINITY);
        return x.blend(y, below)
                .blend(NAN, x.compare(VectorOperators.LT, ZERO))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(ONE);
        FloatVector y = log1p(x, u);
        return logLimits(u, y).blend(x, x.compare(VectorOperators.EQ, ZERO));
    }

    private static FloatVector log1p(FloatVector x, FloatVector u) {
        FloatVector t = u.sub(ONE);
        FloatVector lost = ONE.sub(u.sub(t)).add(x.sub(t));
        return logPlus(u, ZERO, lost.div(u));
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x the arguments
     * @return the values, within 2.5 ulp
     */
    public static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector twice =
                a.mul(TWO).blend(TWICE_TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
        FloatVector far = ONE.sub(TWO.div(exp(twice).add(ONE)));
        FloatVector z = x.mul(x);
        FloatVector p = T4.fma(z, T3);
        p = p.fma(z, T2);
        p = p.fma(z, T1);
        p = p.fma(z, T0);
        FloatVector near = x.mul(p.fma(z, ONE));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, ZERO))
                .blend(near, a.compare(VectorOperators.LT, TANH_LOW));
    }

    /**
     * The logistic function.
     *
     * @param x the arguments
     * @return the values, within 2.5 ulp
     */
    public static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        return ONE.blend(e, x.compare(VectorOperators.LT, ZERO)).div(e.add(ONE));
    }

    static FloatVector silu(FloatVector x) {
        FloatVector bounded = bound(x.abs().neg());
        FloatVector rounded = bounded.fma(LOG2_E, ROUNDER);
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER)).add(ONE);
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        FloatVector first = power(half);
        FloatVector second = power(k.sub(half));
        FloatVector above =
                x.blend(e.mul(x).mul(first).mul(second), x.compare(VectorOperators.LT, ZERO));
        FloatVector y = above.div(e.mul(first).mul(second).add(ONE));
        return y.blend(MINUS_ZERO, x.compare(VectorOperators.LT, EXP_LOW));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector positive = ZERO.blend(x, x.compare(VectorOperators.GT, ZERO));
        return positive.add(log1p(e, e.add(ONE)));
    }
}
