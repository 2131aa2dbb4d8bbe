package org.ranvier.cpu.math;

/**
 * The error function and what is made of it on F32, scalar. Largest errors: erf 2.5 ulp, gelu 6
 * ulp.
 */
final class FloatErrorMath {
    /** {@code erf(x)/x} in x² for {@code |x| ≤ 1}. */
    static final float S0 = 1.1283791f;

    static final float S1 = -0.37612626f;
    static final float S2 = 0.11283584f;
    static final float S3 = -0.026853766f;
    static final float S4 = 0.0051882314f;
    static final float S5 = -0.00080092635f;
    static final float S6 = 7.850519e-5f;

    /** From here on erfc is 0. */
    static final float ERFC_HIGH = 10.3f;

    /** {@code (z+2)·e^{z²}·erfc(z)} for {@code z ≥ ½}, in {@code V·/(z+2) + W} on −1 to 1. */
    static final float V = 6.273935f;

    static final float W = -1.510076f;
    static final float C0 = 0.9963796f;
    static final float C1 = 0.42493433f;
    static final float C2 = 0.11187352f;
    static final float C3 = 0.010249744f;
    static final float C4 = -0.003342484f;
    static final float C5 = -0.00074976566f;
    static final float C6 = 0.00018660823f;
    static final float C7 = 4.04403e-5f;
    static final float C8 = -1.3011148e-5f;

    /** From here on gelu is x or 0. */
    static final float GELU_HIGH = 14.7f;

    /** {@code (a+M)·e^{a²/2}·Φ(−a)} for a of 0 and above, in {@code MV/(a+M) + MW} on −1 to 1. */
    static final float M = 3.5f;

    static final float MV = 8.666667f;
    static final float MW = -1.4761904f;
    static final float M0 = 0.86569035f;
    static final float M1 = 0.5655467f;
    static final float M2 = 0.2516291f;
    static final float M3 = 0.066717066f;
    static final float M4 = 0.00406961f;
    static final float M5 = -0.003308072f;
    static final float M6 = -5.941485e-4f;
    static final float M7 = 2.235771e-4f;
    static final float M8 = 4.1904113e-5f;
    static final float M9 = -1.6231925e-5f;

    private FloatErrorMath() {}

    static float erf(float x) {
        float a = Math.abs(x);
        float far = 1 - erfc(a);
        return a < 1 ? erfNearZero(x) : x < 0 ? -far : far;
    }

    private static float erfNearZero(float x) {
        float z = x * x;
        float p = Math.fma(S6, z, S5);
        p = Math.fma(p, z, S4);
        p = Math.fma(p, z, S3);
        p = Math.fma(p, z, S2);
        p = Math.fma(p, z, S1);
        p = Math.fma(p, z, S0);
        return x * p;
    }

    /** {@code erfc(z)} for z of ½ and above. */
    private static float erfc(float z) {
        float bounded = z > ERFC_HIGH ? ERFC_HIGH : z;
        float d = 1 / (bounded + 2);
        float v = Math.fma(d, V, W);
        float p = Math.fma(C8, v, C7);
        p = Math.fma(p, v, C6);
        p = Math.fma(p, v, C5);
        p = Math.fma(p, v, C4);
        p = Math.fma(p, v, C3);
        p = Math.fma(p, v, C2);
        p = Math.fma(p, v, C1);
        p = Math.fma(p, v, C0);
        float square = bounded * bounded;
        float lost = Math.fma(bounded, bounded, -square);
        float scaled = p * d;
        return FloatMath.expTimes(Math.fma(-lost, scaled, scaled), -square);
    }

    /** {@code x·Φ(x) = max(x, 0) − a·Φ(−a)} for {@code a = |x|}. */
    static float gelu(float x) {
        float a = bound(Math.abs(x));
        return (x > 0 ? x : 0) - tail(a, mills(a));
    }

    private static float bound(float a) {
        return a > GELU_HIGH ? GELU_HIGH : a;
    }

    /** {@code Φ(−a)·e^{a²/2}}. */
    private static float mills(float a) {
        float d = 1 / (a + M);
        float v = Math.fma(d, MV, MW);
        float p = Math.fma(M9, v, M8);
        p = Math.fma(p, v, M7);
        p = Math.fma(p, v, M6);
        p = Math.fma(p, v, M5);
        p = Math.fma(p, v, M4);
        p = Math.fma(p, v, M3);
        p = Math.fma(p, v, M2);
        p = Math.fma(p, v, M1);
        p = Math.fma(p, v, M0);
        return p * d;
    }

    /** {@code a·mills·e^{−a²/2}}, with what is rounded away in the square. */
    private static float tail(float a, float mills) {
        float w = -0.5f * a;
        float x = a * w;
        float rounded = Math.fma(x, FloatMath.LOG2_E, FloatMath.ROUNDER);
        float k = rounded - FloatMath.ROUNDER;
        float r = Math.fma(k, -FloatMath.LN2, x);
        r = Math.fma(k, -FloatMath.LN2_REST, r) + Math.fma(a, w, -x);
        float p = Math.fma(FloatMath.E5, r, FloatMath.E4);
        p = Math.fma(p, r, FloatMath.E3);
        p = Math.fma(p, r, FloatMath.E2);
        p = Math.fma(p, r, FloatMath.E1);
        p = Math.fma(p, r, FloatMath.E0);
        float e = Math.fma(p, r * r, r) + 1;
        return e * (a * mills) * FloatMath.scale(rounded, 127 + 64) * FloatMath.SMALL;
    }
}
