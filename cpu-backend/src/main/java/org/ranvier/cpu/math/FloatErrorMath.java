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

    /** From here on gelu is x or −0. */
    static final float GELU_HIGH = 14.7f;

    static final float ROOT_HALF = 0.70710677f;

    /** {@code √½} less {@link #ROOT_HALF}. */
    static final float ROOT_HALF_REST = 1.2101617e-8f;

    private FloatErrorMath() {}

    static float erf(float x) {
        float a = Math.abs(x);
        float far = 1 - erfc(1, a, 0);
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

    /** {@code factor·erfc(z + rest)} for z of ½ and above. */
    private static float erfc(float factor, float z, float rest) {
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
        float lost = Math.fma(bounded, bounded, -square) + 2 * bounded * rest;
        float scaled = p * d * factor;
        return FloatMath.expTimes(Math.fma(-lost, scaled, scaled), -square);
    }

    static float gelu(float x) {
        float a = Math.abs(x);
        float z = a * ROOT_HALF;
        float rest = Math.fma(a, ROOT_HALF, -z) + a * ROOT_HALF_REST;
        float half = 0.5f * x;
        float tail = erfc(half, z, rest);
        float near = Math.fma(half, erfNearZero(x < 0 ? -z : z), half);
        float y = z < 0.5f ? near : x < 0 ? tail : x - tail;
        return a < GELU_HIGH ? y : x < 0 ? -0.0f : x;
    }
}
