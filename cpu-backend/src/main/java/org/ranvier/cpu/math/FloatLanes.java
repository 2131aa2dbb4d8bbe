package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.F32;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link FloatMath} on vectors, line by line. Constants are made on the spot: from a field each use
 * would be a load that crosses two cache lines.
 */
public final class FloatLanes {
    private static final IntVector BIAS = IntVector.broadcast(Lanes.I32, 127);
    private static final IntVector ROOT_HALF = IntVector.broadcast(Lanes.I32, FloatMath.ROOT_HALF);
    private static final IntVector ROUNDER_BITS =
            IntVector.broadcast(Lanes.I32, FloatMath.ROUNDER_BITS);

    private FloatLanes() {}

    private static FloatVector constant(float x) {
        return FloatVector.broadcast(F32, x);
    }

    static FloatVector rsqrt(FloatVector x) {
        return constant(1).div(x.sqrt());
    }

    static FloatVector reciprocal(FloatVector x) {
        return constant(1).div(x);
    }

    /**
     * {@code eˣ}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector exp(FloatVector x) {
        return expTimes(constant(1), x);
    }

    static FloatVector expTimes(FloatVector factor, FloatVector x) {
        FloatVector bounded = bound(x);
        FloatVector rounded = bounded.fma(constant(FloatMath.LOG2_E), constant(FloatMath.ROUNDER));
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(constant(FloatMath.ROUNDER))).add(constant(1));
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        return e.mul(factor).mul(power(half)).mul(power(k.sub(half)));
    }

    private static FloatVector bound(FloatVector x) {
        return x.blend(
                        constant(FloatMath.EXP_HIGH),
                        x.compare(VectorOperators.GT, constant(FloatMath.EXP_HIGH)))
                .blend(
                        constant(FloatMath.EXP_LOW),
                        x.compare(VectorOperators.LT, constant(FloatMath.EXP_LOW)));
    }

    private static FloatVector expm1(FloatVector x, FloatVector k) {
        FloatVector r = k.fma(constant(-FloatMath.LN2_REST), k.fma(constant(-FloatMath.LN2), x));
        FloatVector p = constant(FloatMath.E5).fma(r, constant(FloatMath.E4));
        p = p.fma(r, constant(FloatMath.E3));
        p = p.fma(r, constant(FloatMath.E2));
        p = p.fma(r, constant(FloatMath.E1));
        p = p.fma(r, constant(FloatMath.E0));
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
        FloatVector rounded = bounded.fma(constant(FloatMath.LOG2_E), constant(FloatMath.ROUNDER));
        IntVector k = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        FloatVector e = expm1(bounded, rounded.sub(constant(FloatMath.ROUNDER)));
        IntVector half = k.lanewise(VectorOperators.ASHR, 1);
        FloatVector scale = power(half);
        FloatVector y = e.fma(scale, scale.sub(power(half.sub(k)))).mul(power(k.sub(half)));
        return y.blend(x, x.compare(VectorOperators.EQ, constant(0)));
    }

    /**
     * The natural logarithm.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, constant(Float.MIN_NORMAL));
        FloatVector normal = x.blend(x.mul(constant(0x1p23f)), tiny);
        FloatVector y = logPlus(normal, constant(0).blend(constant(-23), tiny), constant(0));
        return logLimits(x, y);
    }

    private static FloatVector logPlus(FloatVector x, FloatVector k, FloatVector rest) {
        IntVector above = x.reinterpretAsInts().sub(ROOT_HALF);
        IntVector exponent = above.lanewise(VectorOperators.ASHR, 23);
        FloatVector f =
                above.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                        .add(ROOT_HALF)
                        .reinterpretAsFloats()
                        .sub(constant(1));
        FloatVector e = ((FloatVector) exponent.castShape(F32, 0)).add(k);
        FloatVector p = constant(FloatMath.L7).fma(f, constant(FloatMath.L6));
        p = p.fma(f, constant(FloatMath.L5));
        p = p.fma(f, constant(FloatMath.L4));
        p = p.fma(f, constant(FloatMath.L3));
        p = p.fma(f, constant(FloatMath.L2));
        p = p.fma(f, constant(FloatMath.L1));
        p = p.fma(f, constant(FloatMath.L0));
        FloatVector square = f.mul(f);
        FloatVector tail = square.mul(f).fma(p, e.fma(constant(FloatMath.LN2_REST), rest));
        return e.fma(constant(FloatMath.LN2), f.add(constant(-0.5f).fma(square, tail)));
    }

    private static FloatVector logLimits(FloatVector x, FloatVector y) {
        VectorMask<Float> below = x.compare(VectorOperators.LT, constant(Float.POSITIVE_INFINITY));
        return x.blend(y, below)
                .blend(constant(Float.NaN), x.compare(VectorOperators.LT, constant(0)))
                .blend(
                        constant(Float.NEGATIVE_INFINITY),
                        x.compare(VectorOperators.EQ, constant(0)));
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the arguments
     * @return the values, within 1 ulp
     */
    public static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(constant(1));
        FloatVector y = log1p(x, u);
        return logLimits(u, y).blend(x, x.compare(VectorOperators.EQ, constant(0)));
    }

    private static FloatVector log1p(FloatVector x, FloatVector u) {
        FloatVector t = u.sub(constant(1));
        FloatVector lost = constant(1).sub(u.sub(t)).add(x.sub(t));
        return logPlus(u, constant(0), lost.div(u));
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
                a.add(a)
                        .blend(
                                2 * FloatMath.TANH_HIGH,
                                a.compare(VectorOperators.GT, FloatMath.TANH_HIGH));
        FloatVector rounded = twice.fma(constant(FloatMath.LOG2_E), constant(FloatMath.ROUNDER));
        FloatVector scale = scale(rounded, 127);
        FloatVector m = expm1(twice, rounded.sub(FloatMath.ROUNDER)).fma(scale, scale.sub(1));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return m.div(m.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    static FloatVector scale(FloatVector rounded, int b) {
        return rounded.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(b << 23)
                .reinterpretAsFloats();
    }

    /**
     * The logistic function.
     *
     * @param x the arguments
     * @return the values, within 2.5 ulp
     */
    public static FloatVector sigmoid(FloatVector x) {
        FloatVector bounded =
                x.blend(
                                FloatMath.SIGMOID_HIGH,
                                x.compare(VectorOperators.GT, FloatMath.SIGMOID_HIGH))
                        .blend(FloatMath.EXP_LOW, x.compare(VectorOperators.LT, FloatMath.EXP_LOW));
        return constant(FloatMath.SMALL).div(smallPlusExp(bounded));
    }

    static FloatVector silu(FloatVector x) {
        VectorMask<Float> high = x.compare(VectorOperators.GT, FloatMath.SIGMOID_HIGH);
        FloatVector bounded =
                x.blend(FloatMath.SIGMOID_HIGH, high)
                        .blend(FloatMath.EXP_LOW, x.compare(VectorOperators.LT, FloatMath.EXP_LOW));
        return bounded.div(smallPlusExp(bounded)).mul(FloatMath.SMALL).blend(x, high);
    }

    static FloatVector geluTanh(FloatVector x) {
        VectorMask<Float> high = x.compare(VectorOperators.GT, FloatMath.GELU_HIGH);
        FloatVector bounded =
                x.blend(FloatMath.GELU_HIGH, high)
                        .blend(
                                FloatMath.GELU_LOW,
                                x.compare(VectorOperators.LT, FloatMath.GELU_LOW));
        FloatVector square = bounded.mul(bounded);
        FloatVector inner =
                square.fma(constant(FloatMath.GELU_CUBIC), constant(FloatMath.GELU_SCALE));
        FloatVector y = bounded.div(smallPlusExp(bounded.mul(inner)));
        return y.mul(FloatMath.SMALL).blend(x, high);
    }

    static FloatVector geluTanhSlope(FloatVector x) {
        FloatVector bounded =
                x.blend(FloatMath.GELU_HIGH, x.compare(VectorOperators.GT, FloatMath.GELU_HIGH))
                        .blend(
                                FloatMath.GELU_LOW,
                                x.compare(VectorOperators.LT, FloatMath.GELU_LOW));
        FloatVector square = bounded.mul(bounded);
        FloatVector scale = constant(FloatMath.GELU_SCALE);
        FloatVector u = bounded.mul(square.fma(constant(FloatMath.GELU_CUBIC), scale));
        FloatVector rise = bounded.mul(square.fma(constant(3 * FloatMath.GELU_CUBIC), scale));
        FloatVector s = constant(FloatMath.SMALL).div(smallPlusExp(u));
        return s.mul(rise).fma(constant(1).sub(s), s);
    }

    private static FloatVector smallPlusExp(FloatVector x) {
        FloatVector rounded = x.fma(constant(-FloatMath.LOG2_E), constant(FloatMath.ROUNDER));
        FloatVector k = rounded.sub(FloatMath.ROUNDER);
        FloatVector r = k.fma(constant(FloatMath.LN2_REST), k.fma(constant(FloatMath.LN2), x));
        FloatVector p = constant(FloatMath.E5).fma(r, constant(-FloatMath.E4));
        p = p.fma(r, constant(FloatMath.E3));
        p = p.fma(r, constant(-FloatMath.E2));
        p = p.fma(r, constant(FloatMath.E1));
        p = p.fma(r, constant(-FloatMath.E0));
        FloatVector e = constant(1).sub(p.fma(r.mul(r), r));
        return e.fma(scale(rounded, 63), constant(FloatMath.SMALL));
    }

    /** {@code ln(1 + eˣ)} from x and {@code e^{−|x|}}. */
    static FloatVector softplus(FloatVector x, FloatVector e) {
        FloatVector positive = constant(0).blend(x, x.compare(VectorOperators.GT, 0));
        return positive.add(log1p(e, e.add(1)));
    }
}
