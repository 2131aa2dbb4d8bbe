package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.DoubleMath.*;
import static org.ranvier.cpu.math.Lanes.F64;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link DoubleMath} on vectors, line by line. */
public final class DoubleLanes {
    private DoubleLanes() {}

    private static DoubleVector broadcast(double x) {
        return DoubleVector.broadcast(F64, x);
    }

    static DoubleVector reciprocal(DoubleVector x) {
        return broadcast(1).div(x);
    }

    static DoubleVector rsqrt(DoubleVector x) {
        return broadcast(1).div(x.sqrt());
    }

    /**
     * {@code eˣ}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static DoubleVector exp(DoubleVector x) {
        return expTimes(broadcast(1), x);
    }

    static DoubleVector expTimes(DoubleVector factor, DoubleVector x) {
        DoubleVector bounded = bound(x);
        DoubleVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER)).add(1);
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        return e.mul(factor).mul(power(half)).mul(power(k.sub(half)));
    }

    private static DoubleVector bound(DoubleVector x) {
        return x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH))
                .blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
    }

    private static DoubleVector expm1(DoubleVector x, DoubleVector k) {
        DoubleVector r = k.fma(broadcast(-LN2_REST), k.fma(broadcast(-LN2), x));
        DoubleVector p = broadcast(E10).fma(r, broadcast(E9));
        p = p.fma(r, broadcast(E8));
        p = p.fma(r, broadcast(E7));
        p = p.fma(r, broadcast(E6));
        p = p.fma(r, broadcast(E5));
        p = p.fma(r, broadcast(E4));
        p = p.fma(r, broadcast(E3));
        p = p.fma(r, broadcast(E2));
        p = p.fma(r, broadcast(E1));
        p = p.fma(r, broadcast(E0));
        return p.fma(r.mul(r), r);
    }

    private static DoubleVector power(LongVector k) {
        return k.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector expm1(DoubleVector x) {
        DoubleVector bounded = bound(x);
        DoubleVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER));
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        DoubleVector scale = power(half);
        DoubleVector y = e.fma(scale, scale.sub(power(half.sub(k)))).mul(power(k.sub(half)));
        return y.blend(x, x.compare(VectorOperators.EQ, 0));
    }

    /**
     * The natural logarithm.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static DoubleVector log(DoubleVector x) {
        VectorMask<Double> tiny = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
        DoubleVector normal = x.blend(x.mul(0x1p52), tiny);
        DoubleVector y = logPlus(normal, broadcast(0).blend(-52, tiny), broadcast(0));
        return logLimits(x, y);
    }

    private static DoubleVector logPlus(DoubleVector x, DoubleVector k, DoubleVector rest) {
        LongVector above = x.reinterpretAsLongs().sub(ROOT_HALF);
        LongVector exponent = above.lanewise(VectorOperators.ASHR, 52);
        DoubleVector f =
                above.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                        .add(ROOT_HALF)
                        .reinterpretAsDoubles()
                        .sub(1);
        DoubleVector e = ((DoubleVector) exponent.castShape(F64, 0)).add(k);
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector p = broadcast(L6).fma(z, broadcast(L5));
        p = p.fma(z, broadcast(L4));
        p = p.fma(z, broadcast(L3));
        p = p.fma(z, broadcast(L2));
        p = p.fma(z, broadcast(L1));
        p = p.fma(z, broadcast(L0));
        DoubleVector bend = z.neg().fma(p, f);
        DoubleVector tail = s.neg().fma(bend, e.fma(broadcast(LN2_REST), rest));
        return e.fma(broadcast(LN2), f.add(tail));
    }

    private static DoubleVector logLimits(DoubleVector x, DoubleVector y) {
        VectorMask<Double> below = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        return x.blend(y, below)
                .blend(Double.NaN, x.compare(VectorOperators.LT, 0))
                .blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(1);
        DoubleVector y = log1p(x, u);
        return logLimits(u, y).blend(x, x.compare(VectorOperators.EQ, 0));
    }

    private static DoubleVector log1p(DoubleVector x, DoubleVector u) {
        DoubleVector t = u.sub(1);
        DoubleVector lost = broadcast(1).sub(u.sub(t)).add(x.sub(t));
        return logPlus(u, broadcast(0), lost.div(u));
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector twice =
                a.mul(2).blend(2 * TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
        DoubleVector e = expm1(twice);
        DoubleVector y = e.div(e.add(2));
        return y.blend(y.neg(), x.compare(VectorOperators.LT, 0))
                .blend(x, x.compare(VectorOperators.EQ, 0));
    }

    /**
     * The logistic function.
     *
     * @param x the arguments
     * @return the values, within 2 ulp
     */
    public static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        return broadcast(1).blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
    }

    static DoubleVector silu(DoubleVector x) {
        DoubleVector bounded = bound(x.abs().neg());
        DoubleVector rounded = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        LongVector k = rounded.reinterpretAsLongs().sub(ROUNDER_BITS);
        DoubleVector e = expm1(bounded, rounded.sub(ROUNDER)).add(1);
        LongVector half = k.lanewise(VectorOperators.ASHR, 1);
        DoubleVector first = power(half);
        DoubleVector second = power(k.sub(half));
        DoubleVector above =
                x.blend(e.mul(x).mul(first).mul(second), x.compare(VectorOperators.LT, 0));
        DoubleVector y = above.div(e.mul(first).mul(second).add(1));
        return y.blend(-0.0, x.compare(VectorOperators.LT, EXP_LOW));
    }

    static DoubleVector softplus(DoubleVector x) {
        DoubleVector e = exp(x.abs().neg());
        DoubleVector positive = broadcast(0).blend(x, x.compare(VectorOperators.GT, 0));
        return positive.add(log1p(e, e.add(1)));
    }
}
