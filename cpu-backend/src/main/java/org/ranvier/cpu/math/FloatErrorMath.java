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
    static final float M = 3;

    static final float MV = 7.2244897f;
    static final float MW = -1.4081633f;
    static final float M0 = 0.8222396f;
    static final float M1 = 0.49095178f;
    static final float M2 = 0.17376032f;
    static final float M3 = 0.02193387f;
    static final float M4 = -0.0074900817f;
    static final float M5 = -0.002115276f;
    static final float M6 = 6.3349406e-4f;
    static final float M7 = 1.4649009e-4f;
    static final float M8 = -6.015987e-5f;

    /** {@code 1/√(2π)}. */
    static final float DENSITY = 0.3989423f;

    /** {@code 2 ln 2} in so few bits that its products with exponents are exact. */
    static final float TWO_LN2 = 0x1.62e4p0f;

    /** {@code 2 ln 2} less {@link #TWO_LN2}. */
    static final float TWO_LN2_REST = 2.8572135e-6f;

    /** {@code SMALL·e^{−r/2}} for {@code |r| ≤ ln 2}: a power that is scaled twice, once here. */
    static final float D0 = FloatMath.SMALL;

    static final float D1 = -0.5f * D0;
    static final float D2 = 0.49999994f * 0.25f * D0;
    static final float D3 = 0.16666521f * -0.125f * D0;
    static final float D4 = 0.041668393f * 0.0625f * D0;
    static final float D5 = 0.0083687445f * -0.03125f * D0;
    static final float D6 = 0.0013814529f * 0.015625f * D0;

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
        return (x > 0 ? x : 0) - a * mills(a) * decay(a);
    }

    /** {@code Φ(x) + x·φ(x)}. */
    static float geluSlope(float x) {
        float a = bound(Math.abs(x));
        float beyond = Math.fma(a, DENSITY, -mills(a)) * decay(a);
        return x > 0 ? 1 + beyond : -beyond;
    }

    private static float bound(float a) {
        return a > GELU_HIGH ? GELU_HIGH : a;
    }

    /** {@code Φ(−a)·e^{a²/2}}. */
    private static float mills(float a) {
        float d = 1 / (a + M);
        float v = Math.fma(d, MV, MW);
        float p = Math.fma(M8, v, M7);
        p = Math.fma(p, v, M6);
        p = Math.fma(p, v, M5);
        p = Math.fma(p, v, M4);
        p = Math.fma(p, v, M3);
        p = Math.fma(p, v, M2);
        p = Math.fma(p, v, M1);
        return Math.fma(p, v, M0) * d;
    }

    /** {@code e^{−a²/2}}, from {@code a²} less multiples of {@code 2 ln 2}, rounded once. */
    private static float decay(float a) {
        float rounded = Math.fma(a * a, -0.5f * FloatMath.LOG2_E, FloatMath.ROUNDER);
        float k = rounded - FloatMath.ROUNDER;
        float r = Math.fma(k, TWO_LN2_REST, Math.fma(a, a, k * TWO_LN2));
        float p = Math.fma(D6, r, D5);
        p = Math.fma(p, r, D4);
        p = Math.fma(p, r, D3);
        p = Math.fma(p, r, D2);
        p = Math.fma(p, r, D1);
        return Math.fma(p, r, D0) * FloatMath.scale(rounded, 127 + 64);
    }
}
