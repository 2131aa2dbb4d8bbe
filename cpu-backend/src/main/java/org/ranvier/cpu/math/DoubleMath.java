package org.ranvier.cpu.math;

/**
 * Functions on F64, made of products, sums, fused multiply-adds, divisions and operations on bits,
 * each correctly rounded, so that {@link DoubleLanes} gives the same bits. The polynomials are
 * minimax approximations.
 *
 * <p>Largest errors, in ulp, of subnormal results too: exp, log, log1p 1; expm1, rsqrt, tanh,
 * softplus 1.5; sigmoid 2; silu 2.5.
 */
public final class DoubleMath {
    static final double LOG2_E = 1.4426950408889634;
    static final double LN2 = 0.6931471805599453;

    /** {@code ln 2} less {@link #LN2}. */
    static final double LN2_REST = 2.3190468138462996e-17;

    /** Added and taken away again it rounds to a whole number; its bits then hold the number. */
    static final double ROUNDER = 0x1.8p52;

    static final long ROUNDER_BITS = 0x4338000000000000L;

    /** From here on {@code eˣ} is infinite. */
    static final double EXP_HIGH = 710;

    /** Up to here {@code eˣ} and {@code x·eˣ} are 0. */
    static final double EXP_LOW = -760;

    /** {@code (eʳ − 1 − r)/r²} for {@code |r| ≤ ln 2/2}. */
    static final double E0 = 0.5;

    static final double E1 = 0.16666666666666677;
    static final double E2 = 0.0416666666666667;
    static final double E3 = 0.008333333333321574;
    static final double E4 = 0.0013888888888866774;
    static final double E5 = 0.00019841269886278283;
    static final double E6 = 2.4801587360681646e-05;
    static final double E7 = 2.755724404894931e-06;
    static final double E8 = 2.755724265257619e-07;
    static final double E9 = 2.5109095213437397e-08;
    static final double E10 = 2.092447645062905e-09;

    /** The bits of {@code √½}, where the range of a mantissa begins. */
    static final long ROOT_HALF = 0x3FE6A09E667F3BCDL;

    /** {@code (2 artanh(s) − 2s)/s³} in s², for {@code √½ ≤ (1+s)/(1−s) < √2}. */
    static final double L0 = 0.6666666666666734;

    static final double L1 = 0.39999999999415614;
    static final double L2 = 0.28571428742198285;
    static final double L3 = 0.2222219859065448;
    static final double L4 = 0.18183563519982587;
    static final double L5 = 0.15314068618248822;
    static final double L6 = 0.14795793872069748;

    /** From here on tanh is 1. */
    static final double TANH_HIGH = 22;

    /** {@code √(8/π)}. */
    static final double GELU_SCALE = 1.5957691216057308;

    /** {@code 0.044715·√(8/π)}. */
    static final double GELU_CUBIC = 0.07135481627260025;

    private DoubleMath() {}

    /**
     * {@code eˣ}.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static double exp(double x) {
        return expTimes(1, x);
    }

    /** {@code factor·eˣ}, rounded in one place if it is subnormal. */
    static double expTimes(double factor, double x) {
        double bounded = bound(x);
        double rounded = Math.fma(bounded, LOG2_E, ROUNDER);
        long k = Double.doubleToRawLongBits(rounded) - ROUNDER_BITS;
        double e = expm1(bounded, rounded - ROUNDER) + 1;
        long half = k >> 1;
        return e * factor * power(half) * power(k - half);
    }

    private static double bound(double x) {
        return x > EXP_HIGH ? EXP_HIGH : x < EXP_LOW ? EXP_LOW : x;
    }

    /** {@code eʳ − 1} for {@code r = x − k·ln 2}. */
    private static double expm1(double x, double k) {
        double r = Math.fma(k, -LN2_REST, Math.fma(k, -LN2, x));
        double p = Math.fma(E10, r, E9);
        p = Math.fma(p, r, E8);
        p = Math.fma(p, r, E7);
        p = Math.fma(p, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        return Math.fma(p, r * r, r);
    }

    /** 2ᵏ. */
    private static double power(long k) {
        return Double.longBitsToDouble(k + 1023 << 52);
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the argument
     * @return the value, within 2 ulp
     */
    public static double expm1(double x) {
        double bounded = bound(x);
        double rounded = Math.fma(bounded, LOG2_E, ROUNDER);
        long k = Double.doubleToRawLongBits(rounded) - ROUNDER_BITS;
        double e = expm1(bounded, rounded - ROUNDER);
        long half = k >> 1;
        double scale = power(half);
        double y = Math.fma(e, scale, scale - power(half - k)) * power(k - half);
        return x == 0 ? x : y;
    }

    /**
     * The natural logarithm.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static double log(double x) {
        boolean tiny = x < Double.MIN_NORMAL;
        double y = logPlus(tiny ? x * 0x1p52 : x, tiny ? -52 : 0, 0);
        return logLimits(x, y);
    }

    /** {@code ln x + k·ln 2 + rest} for a normal x. */
    private static double logPlus(double x, double k, double rest) {
        long above = Double.doubleToRawLongBits(x) - ROOT_HALF;
        long exponent = above >> 52;
        double f = Double.longBitsToDouble(above - (exponent << 52) + ROOT_HALF) - 1;
        double e = exponent + k;
        double s = f / (f + 2);
        double z = s * s;
        double p = Math.fma(L6, z, L5);
        p = Math.fma(p, z, L4);
        p = Math.fma(p, z, L3);
        p = Math.fma(p, z, L2);
        p = Math.fma(p, z, L1);
        p = Math.fma(p, z, L0);
        double bend = Math.fma(-z, p, f);
        double tail = Math.fma(-s, bend, Math.fma(e, LN2_REST, rest));
        return Math.fma(e, LN2, f + tail);
    }

    private static double logLimits(double x, double y) {
        return x < Double.POSITIVE_INFINITY
                ? x < 0 ? Double.NaN : x == 0 ? Double.NEGATIVE_INFINITY : y
                : x;
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the argument
     * @return the value, within 2 ulp
     */
    public static double log1p(double x) {
        double u = x + 1;
        double y = log1p(x, u);
        return x == 0 ? x : logLimits(u, y);
    }

    /** From {@code u = 1 + x} and what was rounded away in it. */
    private static double log1p(double x, double u) {
        double t = u - 1;
        double lost = 1 - (u - t) + (x - t);
        return logPlus(u, 0, lost / u);
    }

    /**
     * The hyperbolic tangent.
     *
     * @param x the argument
     * @return the value, within 2.5 ulp
     */
    public static double tanh(double x) {
        double a = Math.abs(x);
        double e = expm1(a > TANH_HIGH ? 2 * TANH_HIGH : a * 2);
        double y = e / (e + 2);
        return x < 0 ? -y : x == 0 ? x : y;
    }

    /**
     * The logistic function.
     *
     * @param x the argument
     * @return the value, within 2.5 ulp
     */
    public static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (e + 1);
    }

    static double silu(double x) {
        return timesSigmoid(x, x);
    }

    /** {@code x·sigmoid(u)} for {@code u = √(8/π)·(x + 0.044715·x³)}. */
    static double geluTanh(double x) {
        return timesSigmoid(x, x * Math.fma(x * x, GELU_CUBIC, GELU_SCALE));
    }

    /** {@code x·sigmoid(u)} for a u of the sign of x. */
    private static double timesSigmoid(double x, double u) {
        double a = -Math.abs(u);
        double y = (u < 0 ? expTimes(x, a) : x) / (exp(a) + 1);
        return u < EXP_LOW ? -0.0 : y;
    }

    static double softplus(double x) {
        double e = exp(-Math.abs(x));
        return (x > 0 ? x : 0) + log1p(e, e + 1);
    }
}
