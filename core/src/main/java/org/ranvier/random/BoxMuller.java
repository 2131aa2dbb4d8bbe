package org.ranvier.random;

/**
 * Normal random numbers after Box and Muller (1958), bit for bit the same wherever they are
 * computed: {@code radius(a)·cosine(b)} and {@code radius(a)·sine(b)}, with {@code radius = √(−2 ln
 * u)} for a u on (0, 1] made of the bits a, and the angle {@code 2π·b/2ⁿ} for the n bits b.
 *
 * <p>The text is made to be transcribed, into C or into vector lanes, line by line. It consists of
 * integer operations, exact conversions from integers, products, sums, fused multiply-adds, one
 * square root and, in F64, one division, each correctly rounded (IEEE 754, to nearest even). No
 * product goes into a sum and nothing gets subnormal, so a compiler that contracts or flushes
 * changes nothing; but it must not reassociate or approximate root and division. F32 works on
 * {@code int} bits, F64 on {@code long} bits.
 *
 * <p>The polynomials are minimax approximations; the results lie within 2 ulp in F32 and within
 * 1e-15, relative, in F64.
 */
public final class BoxMuller {
    /** The bits of {@code √½} in F32: where the mantissa's range begins. */
    public static final int ROOT_HALF_F32 = 0x3F3504F3;

    /** The bits of {@code √½} in F64. */
    public static final long ROOT_HALF_F64 = 0x3FE6A09E667F3BCDL;

    /** {@code ln 2} in F32. */
    public static final float LN2_F32 = 0.6931472f;

    /** {@code ln 2} less {@link #LN2_F32}. */
    public static final float LN2_REST_F32 = -1.9046542e-9f;

    /** {@code ln 2} in F64. */
    public static final double LN2_F64 = 0.6931471805599453;

    /** {@code ln 2} less {@link #LN2_F64}. */
    public static final double LN2_REST_F64 = 2.3190468138462996e-17;

    private static final float[] LOG_F32 = {
        0.3333333f,
        -0.25000823f,
        0.20001261f,
        -0.16623226f,
        0.14200848f,
        -0.13162729f,
        0.12770359f,
        -0.07633444f
    };
    private static final float[] SINE_F32 = {
        0.7853982f, -0.08074583f, 0.0024910164f, -3.660915e-5f
    };
    private static final float[] COSINE_F32 = {
        1, -0.30842513f, 0.015854284f, -3.258687e-4f, 3.4940874e-6f
    };
    private static final double[] LOG_F64 = {
        0.6666666666666734,
        0.3999999999941513,
        0.28571428742301536,
        0.22222198581019287,
        0.18183563956177362,
        0.153140592942771,
        0.14795867941613067
    };
    private static final double[] SINE_F64 = {
        0.7853981633974483,
        -0.08074551218828054,
        0.0024903945701887364,
        -3.6576204158456346e-5,
        3.133616216633063e-7,
        -1.7571492941041487e-9,
        6.8771008268459205e-12
    };
    private static final double[] COSINE_F64 = {
        1,
        -0.30842513753404244,
        0.01585434424381541,
        -3.2599188692668756e-4,
        3.590860445885814e-6,
        -2.4611363826364345e-8,
        1.1500497023971397e-10,
        -3.8577620318627077e-13
    };

    private BoxMuller() {}

    /**
     * The coefficients of {@code (ln(1+f) − f + f²/2)/f³} on {@code √½ ≤ 1+f < √2}, F32.
     *
     * @return a copy, the constant first
     */
    public static float[] logF32() {
        return LOG_F32.clone();
    }

    /**
     * The coefficients in z of {@code sin(πy/4)/y}, {@code z = y²}, on {@code |y| ≤ 1}, F32.
     *
     * @return a copy, the constant first
     */
    public static float[] sineF32() {
        return SINE_F32.clone();
    }

    /**
     * The coefficients in z of {@code cos(πy/4)}, {@code z = y²}, on {@code |y| ≤ 1}, F32.
     *
     * @return a copy, the constant first
     */
    public static float[] cosineF32() {
        return COSINE_F32.clone();
    }

    /**
     * The coefficients in z of {@code (2 artanh(s) − 2s)/s³}, {@code z = s²}, on {@code |s| ≤ (√2 −
     * 1)/(√2 + 1)}, F64.
     *
     * @return a copy, the constant first
     */
    public static double[] logF64() {
        return LOG_F64.clone();
    }

    /**
     * As {@link #sineF32}, F64.
     *
     * @return a copy, the constant first
     */
    public static double[] sineF64() {
        return SINE_F64.clone();
    }

    /**
     * As {@link #cosineF32}, F64.
     *
     * @return a copy, the constant first
     */
    public static double[] cosineF64() {
        return COSINE_F64.clone();
    }

    /**
     * {@code √(−2 ln u)} with {@code u = (bits + 1)/2³²}, rounded to F32 first.
     *
     * @param bits 32 random bits, unsigned
     * @return 0 to 6.67
     */
    public static float radius(int bits) {
        float scaled = Math.fma((bits & 255) + 1, 0x1p-8f, bits >>> 8);
        int above = Float.floatToRawIntBits(scaled) - ROOT_HALF_F32;
        int exponent = above >> 23;
        float f = Float.intBitsToFloat(above - (exponent << 23) + ROOT_HALF_F32) - 1;
        float e = exponent - 24;
        float square = f * f;
        float tail = Math.fma(square * f, polynomial(LOG_F32, f), e * LN2_REST_F32);
        float mantissa = f + Math.fma(-0.5f, square, tail);
        return (float) Math.sqrt(-2 * Math.fma(e, LN2_F32, mantissa));
    }

    /**
     * {@code √(−2 ln u)} with {@code u = (bits + 1)/2⁶⁴}, rounded to F64 first.
     *
     * @param bits 64 random bits, unsigned
     * @return 0 to 9.42
     */
    public static double radius(long bits) {
        double scaled = Math.fma((bits & 2047) + 1, 0x1p-11, bits >>> 11);
        long above = Double.doubleToRawLongBits(scaled) - ROOT_HALF_F64;
        long exponent = above >> 52;
        double f = Double.longBitsToDouble(above - (exponent << 52) + ROOT_HALF_F64) - 1;
        double e = exponent - 53;
        double s = f / (2 + f);
        double z = s * s;
        double bend = Math.fma(-z, polynomial(LOG_F64, z), f);
        double mantissa = f + Math.fma(-s, bend, e * LN2_REST_F64);
        return Math.sqrt(-2 * Math.fma(e, LN2_F64, mantissa));
    }

    /**
     * {@code sin(2π·turn/2³²)}, where the lowest 5 bits of the turn do not count.
     *
     * @param turn the angle
     * @return −1 to 1
     */
    public static float sine(int turn) {
        int quarter = turn + 0x20000000 >>> 30;
        float y = (turn - (quarter << 30) >> 5) * 0x1p-24f;
        float z = y * y;
        float value = (quarter & 1) == 0 ? y * polynomial(SINE_F32, z) : polynomial(COSINE_F32, z);
        return quarter < 2 ? value : -value;
    }

    /**
     * {@code sin(2π·turn/2⁶⁴)}, where the lowest 8 bits of the turn do not count.
     *
     * @param turn the angle
     * @return −1 to 1
     */
    public static double sine(long turn) {
        long quarter = turn + 0x2000000000000000L >>> 62;
        double y = (turn - (quarter << 62) >> 8) * 0x1p-53;
        double z = y * y;
        double value = (quarter & 1) == 0 ? y * polynomial(SINE_F64, z) : polynomial(COSINE_F64, z);
        return quarter < 2 ? value : -value;
    }

    /**
     * {@code cos(2π·turn/2³²)}: the sine a quarter turn further.
     *
     * @param turn the angle
     * @return −1 to 1
     */
    public static float cosine(int turn) {
        return sine(turn + 0x40000000);
    }

    /**
     * {@code cos(2π·turn/2⁶⁴)}: the sine a quarter turn further.
     *
     * @param turn the angle
     * @return −1 to 1
     */
    public static double cosine(long turn) {
        return sine(turn + 0x4000000000000000L);
    }

    /**
     * Two words as one.
     *
     * @param high the upper half
     * @param low the lower half
     * @return 64 bits
     */
    public static long join(int high, int low) {
        return (long) high << 32 | low & 0xFFFFFFFFL;
    }

    private static float polynomial(float[] c, float x) {
        float sum = c[c.length - 1];
        for (int i = c.length - 2; i >= 0; i--) {
            sum = Math.fma(sum, x, c[i]);
        }
        return sum;
    }

    private static double polynomial(double[] c, double x) {
        double sum = c[c.length - 1];
        for (int i = c.length - 2; i >= 0; i--) {
            sum = Math.fma(sum, x, c[i]);
        }
        return sum;
    }
}
