package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.FloatMath.*;
import static org.ranvier.cpu.math.Lanes.F32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatMath} on vectors, line by line. */
public final class FloatLanes {
    private FloatLanes() {}

    static FloatVector rsqrt(FloatVector x) {
        return broadcast(1).div(x.sqrt());
    }

    static FloatVector reciprocal(FloatVector x) {
        return broadcast(1).div(x);
    }

    private static FloatVector broadcast(float x) {
        return FloatVector.broadcast(F32, x);
    }

    /**
     * {@code eˣ}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector exp(FloatVector x) {
        return expTimes(broadcast(1), x);
    }

    private static FloatVector expTimes(FloatVector factor, FloatVector x) {
        FloatVector bounded = bound(x);
        FloatVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER)).add(1);
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        return e.mul(factor).mul(power(half)).mul(power(k.sub(half)));
    }

    private static FloatVector bound(FloatVector x) {
        return x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH))
                .blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
    }

    private static FloatVector expm1(FloatVector x, FloatVector k) {
        FloatVector r = k.fma(broadcast(-LN2_REST), k.fma(broadcast(-LN2), x));
        FloatVector p = broadcast(E5).fma(r, broadcast(E4));
        p = p.fma(r, broadcast(E3));
        p = p.fma(r, broadcast(E2));
        p = p.fma(r, broadcast(E1));
        p = p.fma(r, broadcast(E0));
        return p.fma(r.mul(r), r);
    }

    private static FloatVector power(IntVector k) {
        return k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector expm1(FloatVector x) {
        FloatVector bounded = bound(x);
        FloatVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER));
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        FloatVector scale = power(half);
        FloatVector y = e.fma(scale, scale.sub(power(half.sub(k)))).mul(power(k.sub(half)));
        return y.blend(x, x.compare(VectorOperators.EQ, 0));
    }

    /**
     * The natural logarithm.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        FloatVector normal = x.blend(x.mul(0x1p23f), tiny);
        FloatVector y = logPlus(normal, broadcast(0).blend(-23, tiny), broadcast(0));
        return logLimits(x, y);
    }

    private static FloatVector logPlus(FloatVector x, FloatVector k, FloatVector rest) {
        IntVector above = x.reinterpretAsInts().sub(ROOT_HALF);
        IntVector exponent = above.lanewise(VectorOperators.ASHR, 23);
        FloatVector f =
                above.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                        .add(ROOT_HALF)
                        .reinterpretAsFloats()
                        .sub(1);
        FloatVector e = ((FloatVector) exponent.castShape(F32, 0)).add(k);
        FloatVector p = broadcast(L7).fma(f, broadcast(L6));
        p = p.fma(f, broadcast(L5));
        p = p.fma(f, broadcast(L4));
        p = p.fma(f, broadcast(L3));
        p = p.fma(f, broadcast(L2));
        p = p.fma(f, broadcast(L1));
        p = p.fma(f, broadcast(L0));
        FloatVector square = f.mul(f);
        FloatVector tail = square.mul(f).fma(p, e.fma(broadcast(LN2_REST), rest));
        return e.fma(broadcast(LN2), f.add(broadcast(-0.5f).fma(square, tail)));
    }

    private static FloatVector logLimits(FloatVector x, FloatVector y) {
        VectorMask<Float> below = x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY);
        return x.blend(y, below)
                .blend(Float.NaN, x.compare(VectorOperators.LT, 0))
                .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(1);
        FloatVector y = log1p(x, u);
        return logLimits(u, y).blend(x, x.compare(VectorOperators.EQ, 0));
    }

    private static FloatVector log1p(FloatVector x, FloatVector u) {
        FloatVector t = u.sub(1);
        FloatVector lost = broadcast(1).sub(u.sub(t)).add(x.sub(t));
        return logPlus(u, broadcast(0), lost.div(u));
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x the arguments
     * @return the values, within 2.5 ulp
     */
    public static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector twice = a.mul(2).blend(2 * TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
        FloatVector far = broadcast(1).sub(broadcast(2).div(exp(twice).add(1)));
        FloatVector z = x.mul(x);
        FloatVector p = broadcast(T4).fma(z, broadcast(T3));
        p = p.fma(z, broadcast(T2));
        p = p.fma(z, broadcast(T1));
        p = p.fma(z, broadcast(T0));
        FloatVector near = x.mul(p.fma(z, broadcast(1)));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, 0))
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
        return broadcast(1).blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
    }

    static FloatVector silu(FloatVector x) {
        FloatVector bounded = bound(x.abs().neg());
        FloatVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(ROUNDER)).add(1);
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        FloatVector first = power(half);
        FloatVector second = power(k.sub(half));
        FloatVector above =
                x.blend(e.mul(x).mul(first).mul(second), x.compare(VectorOperators.LT, 0));
        FloatVector y = above.div(e.mul(first).mul(second).add(1));
        return y.blend(-0.0f, x.compare(VectorOperators.LT, EXP_LOW));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector positive = broadcast(0).blend(x, x.compare(VectorOperators.GT, 0));
        return positive.add(log1p(e, e.add(1)));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector far = broadcast(1).sub(erfc(broadcast(1), a, broadcast(0)));
        return far.blend(far.neg(), x.compare(VectorOperators.LT, 0))
                .blend(erfNearZero(x), a.compare(VectorOperators.LT, 1));
    }

    private static FloatVector erfNearZero(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = broadcast(S6).fma(z, broadcast(S5));
        p = p.fma(z, broadcast(S4));
        p = p.fma(z, broadcast(S3));
        p = p.fma(z, broadcast(S2));
        p = p.fma(z, broadcast(S1));
        p = p.fma(z, broadcast(S0));
        return x.mul(p);
    }

    private static FloatVector erfc(FloatVector factor, FloatVector z, FloatVector rest) {
        FloatVector bounded = z.blend(ERFC_HIGH, z.compare(VectorOperators.GT, ERFC_HIGH));
        FloatVector d = broadcast(1).div(bounded.add(2));
        FloatVector v = d.fma(broadcast(V), broadcast(W));
        FloatVector p = broadcast(C8).fma(v, broadcast(C7));
        p = p.fma(v, broadcast(C6));
        p = p.fma(v, broadcast(C5));
        p = p.fma(v, broadcast(C4));
        p = p.fma(v, broadcast(C3));
        p = p.fma(v, broadcast(C2));
        p = p.fma(v, broadcast(C1));
        p = p.fma(v, broadcast(C0));
        FloatVector square = bounded.mul(bounded);
        FloatVector lost = bounded.fma(bounded, square.neg()).add(bounded.mul(2).mul(rest));
        FloatVector scaled = p.mul(d).mul(factor);
        return expTimes(lost.neg().fma(scaled, scaled), square.neg());
    }

    static FloatVector gelu(FloatVector x) {
        FloatVector a = x.abs();
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector z = a.mul(ROOT_HALF_VALUE);
        FloatVector rest = a.fma(broadcast(ROOT_HALF_VALUE), z.neg()).add(a.mul(ROOT_HALF_REST));
        FloatVector half = x.mul(0.5f);
        FloatVector tail = erfc(half, z, rest);
        FloatVector near = half.fma(erfNearZero(z.blend(z.neg(), negative)), half);
        FloatVector y =
                x.sub(tail).blend(tail, negative).blend(near, z.compare(VectorOperators.LT, 0.5f));
        return x.blend(-0.0f, negative).blend(y, a.compare(VectorOperators.LT, GELU_HIGH));
    }
}
