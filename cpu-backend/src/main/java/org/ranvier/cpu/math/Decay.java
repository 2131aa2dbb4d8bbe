package org.ranvier.cpu.math;

/**
 * {@code eˣ} for x of 0 and below, as in a softmax: nothing overflows, what would be subnormal is
 * 0, and half the work of the general function is left. {@link DecayLanes} gives the same bits.
 */
public final class Decay {
    /** Below, the result is 0. */
    static final float LOWEST_FLOAT = -87.3f;

    /** Below, the result is 0. */
    static final double LOWEST_DOUBLE = -708;

    private Decay() {}

    /**
     * {@code eˣ}.
     *
     * @param x 0 or below, −∞, or NaN
     * @return the value, within 1 ulp
     */
    public static float exp(float x) {
        float rounded = Math.fma(x, FloatMath.LOG2_E, FloatMath.ROUNDER);
        float k = rounded - FloatMath.ROUNDER;
        float r = Math.fma(k, -FloatMath.LN2_REST, Math.fma(k, -FloatMath.LN2, x));
        float p = Math.fma(FloatMath.E5, r, FloatMath.E4);
        p = Math.fma(p, r, FloatMath.E3);
        p = Math.fma(p, r, FloatMath.E2);
        p = Math.fma(p, r, FloatMath.E1);
        p = Math.fma(p, r, FloatMath.E0);
        float e = Math.fma(p, r * r, r) + 1;
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + (127 << 23));
        return x < LOWEST_FLOAT ? 0 : e * power;
    }

    /**
     * {@code eˣ}.
     *
     * @param x 0 or below, −∞, or NaN
     * @return the value, within 1 ulp
     */
    public static double exp(double x) {
        double rounded = Math.fma(x, DoubleMath.LOG2_E, DoubleMath.ROUNDER);
        double k = rounded - DoubleMath.ROUNDER;
        double r = Math.fma(k, -DoubleMath.LN2_REST, Math.fma(k, -DoubleMath.LN2, x));
        double p = Math.fma(DoubleMath.E10, r, DoubleMath.E9);
        p = Math.fma(p, r, DoubleMath.E8);
        p = Math.fma(p, r, DoubleMath.E7);
        p = Math.fma(p, r, DoubleMath.E6);
        p = Math.fma(p, r, DoubleMath.E5);
        p = Math.fma(p, r, DoubleMath.E4);
        p = Math.fma(p, r, DoubleMath.E3);
        p = Math.fma(p, r, DoubleMath.E2);
        p = Math.fma(p, r, DoubleMath.E1);
        p = Math.fma(p, r, DoubleMath.E0);
        double e = Math.fma(p, r * r, r) + 1;
        long bits = (Double.doubleToRawLongBits(rounded) << 52) + (1023L << 52);
        return x < LOWEST_DOUBLE ? 0 : e * Double.longBitsToDouble(bits);
    }
}
