package org.ranvier.cpu.math;

/**
 * Functions on F32, made of products, sums, fused multiply-adds, divisions, roots and operations on
 * bits, each correctly rounded, so that {@link FloatLanes} gives the same bits. The polynomials are
 * minimax approximations.
 *
 * <p>Largest errors, in ulp, of subnormal results too: exp, log, log1p 1; expm1, rsqrt 1.5;
 * softplus 2; sigmoid, tanh 2.5; silu 3; the approximation of gelu 3 for each unit of {@code 1 +
 * |u|}, since what is rounded away in its argument u grows with that.
 */
public final class FloatMath {
    static final float LOG2_E = 1.442695f;
    static final float LN2 = 0.6931472f;

    /** {@code ln 2} less {@link #LN2}. */
    static final float LN2_REST = -1.9046542e-9f;

    /** Added and taken away again it rounds to a whole number; its bits then hold the number. */
    static final float ROUNDER = 0x1.8p23f;

    static final int ROUNDER_BITS = 0x4B400000;

    /** From here on {@code eˣ} is infinite. */
    static final float EXP_HIGH = 89;

    /** Up to here {@code eˣ} and {@code x·eˣ} are 0. */
    static final float EXP_LOW = -110;

    /** {@code (eʳ − 1 − r)/r²} for {@code |r| ≤ ln 2/2}. */
    static final float E0 = 0.5f;

    static final float E1 = 0.16666667f;
    static final float E2 = 0.04166635f;
    static final float E3 = 0.008333277f;
    static final float E4 = 0.0013941117f;
    static final float E5 = 0.00019911912f;

    /** The bits of {@code √½}, where the range of a mantissa begins. */
    static final int ROOT_HALF = 0x3F3504F3;

    /** {@code (ln(1+f) − f + f²/2)/f³} for {@code √½ ≤ 1+f < √2}. */
    static final float L0 = 0.3333333f;

    static final float L1 = -0.25000823f;
    static final float L2 = 0.20001225f;
    static final float L3 = -0.16623352f;
    static final float L4 = 0.14201784f;
    static final float L5 = -0.13160256f;
    static final float L6 = 0.1276142f;
    static final float L7 = -0.07634108f;

    /** From here on tanh is 1. */
    static final float TANH_HIGH = 10;

    /** From here on the logistic function is 1. */
    static final float SIGMOID_HIGH = 40;

    /** {@code √(8/π)}. */
    static final float GELU_SCALE = 1.5957691f;

    /** {@code 0.044715·√(8/π)}. */
    static final float GELU_CUBIC = 0.07135482f;

    /** From here on the approximation of gelu is x. */
    static final float GELU_HIGH = 7.3f;

    /** Up to here the approximation of gelu is −0. */
    static final float GELU_LOW = -10.9f;

    /** 2⁻⁶⁴. */
    static final float SMALL = 0x1p-64f;

    private FloatMath() {}

    static float rsqrt(float x) {
        return 1 / (float) Math.sqrt(x);
    }

    /**
     * {@code eˣ}.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static float exp(float x) {
        return expTimes(1, x);
    }

    /** {@code factor·eˣ}, rounded in one place if it is subnormal. */
    static float expTimes(float factor, float x) {
        float bounded = bound(x);
        float rounded = Math.fma(bounded, LOG2_E, ROUNDER);
        int k = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
        float e = expm1(bounded, rounded - ROUNDER) + 1;
        int half = k >> 1;
        return e * factor * power(half) * power(k - half);
    }

    private static float bound(float x) {
        return x > EXP_HIGH ? EXP_HIGH : x < EXP_LOW ? EXP_LOW : x;
    }

    /** {@code eʳ − 1} for {@code r = x − k·ln 2}. */
    private static float expm1(float x, float k) {
        float r = Math.fma(k, -LN2_REST, Math.fma(k, -LN2, x));
        float p = Math.fma(E5, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        return Math.fma(p, r * r, r);
    }

    /** 2ᵏ. */
    private static float power(int k) {
        return Float.intBitsToFloat(k + 127 << 23);
    }

    /**
     * {@code eˣ − 1}.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static float expm1(float x) {
        float bounded = bound(x);
        float rounded = Math.fma(bounded, LOG2_E, ROUNDER);
        int k = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
        float e = expm1(bounded, rounded - ROUNDER);
        int half = k >> 1;
        float scale = power(half);
        float y = Math.fma(e, scale, scale - power(half - k)) * power(k - half);
        return x == 0 ? x : y;
    }

    /**
     * The natural logarithm.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static float log(float x) {
        boolean tiny = x < Float.MIN_NORMAL;
        float y = logPlus(tiny ? x * 0x1p23f : x, tiny ? -23 : 0, 0);
        return logLimits(x, y);
    }

    /** {@code ln x + k·ln 2 + rest} for a normal x. */
    private static float logPlus(float x, float k, float rest) {
        int above = Float.floatToRawIntBits(x) - ROOT_HALF;
        int exponent = above >> 23;
        float f = Float.intBitsToFloat(above - (exponent << 23) + ROOT_HALF) - 1;
        float e = exponent + k;
        float p = Math.fma(L7, f, L6);
        p = Math.fma(p, f, L5);
        p = Math.fma(p, f, L4);
        p = Math.fma(p, f, L3);
        p = Math.fma(p, f, L2);
        p = Math.fma(p, f, L1);
        p = Math.fma(p, f, L0);
        float square = f * f;
        float tail = Math.fma(square * f, p, Math.fma(e, LN2_REST, rest));
        return Math.fma(e, LN2, f + Math.fma(-0.5f, square, tail));
    }

    private static float logLimits(float x, float y) {
        return x < Float.POSITIVE_INFINITY
                ? x < 0 ? Float.NaN : x == 0 ? Float.NEGATIVE_INFINITY : y
                : x;
    }

    /**
     * {@code ln(1 + x)}.
     *
     * @param x the argument
     * @return the value, within 1 ulp
     */
    public static float log1p(float x) {
        float u = 1 + x;
        float y = log1p(x, u);
        return x == 0 ? x : logLimits(u, y);
    }

    /** From {@code u = 1 + x} and what was rounded away in it. */
    private static float log1p(float x, float u) {
        float t = u - 1;
        float lost = 1 - (u - t) + (x - t);
        return logPlus(u, 0, lost / u);
    }

    /**
     * The hyperbolic tangent, {@code m/(m + 2)} for {@code m = e^{2|x|} − 1}.
     *
     * @param x the argument
     * @return the value, within 2.5 ulp
     */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float twice = a > TANH_HIGH ? 2 * TANH_HIGH : a + a;
        float rounded = Math.fma(twice, LOG2_E, ROUNDER);
        float scale = scale(rounded, 127);
        float m = Math.fma(expm1(twice, rounded - ROUNDER), scale, scale - 1);
        int bits = Float.floatToRawIntBits(m / (m + 2));
        return Float.intBitsToFloat(bits | Float.floatToRawIntBits(x) & Integer.MIN_VALUE);
    }

    /** 2ᵏ⁺ᵇ⁻¹²⁷ for a k to which {@link #ROUNDER} has been added. */
    static float scale(float rounded, int b) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (b << 23));
    }

    /**
     * The logistic function.
     *
     * @param x the argument
     * @return the value, within 2.5 ulp
     */
    public static float sigmoid(float x) {
        float bounded = x > SIGMOID_HIGH ? SIGMOID_HIGH : x < EXP_LOW ? EXP_LOW : x;
        return SMALL / smallPlusExp(bounded);
    }

    static float silu(float x) {
        float bounded = x > SIGMOID_HIGH ? SIGMOID_HIGH : x < EXP_LOW ? EXP_LOW : x;
        float y = bounded / smallPlusExp(bounded) * SMALL;
        return x > SIGMOID_HIGH ? x : y;
    }

    /** {@code x·sigmoid(u)} for {@code u = √(8/π)·(x + 0.044715·x³)}. */
    static float geluTanh(float x) {
        float bounded = x > GELU_HIGH ? GELU_HIGH : x < GELU_LOW ? GELU_LOW : x;
        float u = bounded * Math.fma(bounded * bounded, GELU_CUBIC, GELU_SCALE);
        float y = bounded / smallPlusExp(u) * SMALL;
        return x > GELU_HIGH ? x : y;
    }

    /** The slope of {@link #geluTanh}, {@code s + x·s·(1 − s)·u′} for {@code s = sigmoid(u)}. */
    static float geluTanhSlope(float x) {
        float bounded = x > GELU_HIGH ? GELU_HIGH : x < GELU_LOW ? GELU_LOW : x;
        float square = bounded * bounded;
        float u = bounded * Math.fma(square, GELU_CUBIC, GELU_SCALE);
        float rise = bounded * Math.fma(square, 3 * GELU_CUBIC, GELU_SCALE);
        float s = SMALL / smallPlusExp(u);
        return Math.fma(s * rise, 1 - s, s);
    }

    /** {@code (1 + e⁻ˣ)} times {@link #SMALL}, which keeps it finite. */
    private static float smallPlusExp(float x) {
        float rounded = Math.fma(x, -LOG2_E, ROUNDER);
        float k = rounded - ROUNDER;
        float r = Math.fma(k, LN2_REST, Math.fma(k, LN2, x));
        float p = Math.fma(E5, r, -E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, -E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, -E0);
        float e = 1 - Math.fma(p, r * r, r);
        return Math.fma(e, scale(rounded, 63), SMALL);
    }

    static float softplus(float x) {
        float e = exp(-Math.abs(x));
        return (x > 0 ? x : 0) + log1p(e, 1 + e);
    }
}
