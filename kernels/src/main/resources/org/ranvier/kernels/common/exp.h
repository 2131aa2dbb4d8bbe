/*
 * EXP(x) is e^x, ERF(x) the error function, GELU(x) x times the normal distribution function: those
 * of the language, or on a processor, whose own may not become vectors, in F32 ones that do. Their
 * polynomials are minimax approximations; the largest errors are 1, 2.5 and 6 ulp.
 */
#if defined(CPU) && T_TYPE == F32 && defined(FAST_FMA)
#define LOG2_E 1.442695f
#define LN2 0.6931472f
#define LN2_REST -1.9046542e-9f

/* Added and taken away again it rounds to a whole number; its bits then hold the number. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4B400000

#define HORNER(p, x, c) p = fma(p, x, c);

INLINE float power_of_2(int k) {
    return FLOAT_OF_BITS((k + 127) << 23);
}

/* factor e^(x + rest), rounded in one place if it is subnormal. */
INLINE float exp_times(float factor, float x, float rest) {
    x = x > 89 ? 89 : x < -110 ? -110 : x;
    float rounded = fma(x, LOG2_E, ROUNDER);
    int k = BITS_OF_FLOAT(rounded) - ROUNDER_BITS, half_k = k >> 1;
    float whole = rounded - ROUNDER;
    float r = fma(whole, -LN2_REST, fma(whole, -LN2, x)) + rest;
    float p = 0.00019911912f;
    HORNER(p, r, 0.0013941117f)
    HORNER(p, r, 0.008333277f)
    HORNER(p, r, 0.04166635f)
    HORNER(p, r, 0.16666667f)
    HORNER(p, r, 0.5f)
    float e = fma(p, r * r, r) + 1;
    return e * factor * power_of_2(half_k) * power_of_2(k - half_k);
}

INLINE float EXP(float x) {
    return exp_times(1, x, 0);
}

/* erf is x S(x^2) up to 1, beyond it 1 - e^(-z^2) C(v)/(z + 2) with v between -1 and 1. */
INLINE float ERF(float x) {
    float s = x * x;
    float near = 7.850519e-5f;
    HORNER(near, s, -0.00080092635f)
    HORNER(near, s, 0.0051882314f)
    HORNER(near, s, -0.026853766f)
    HORNER(near, s, 0.11283584f)
    HORNER(near, s, -0.37612626f)
    HORNER(near, s, 1.1283791f)
    float z = fabs(x) > 10.3f ? 10.3f : fabs(x);
    float d = 1 / (z + 2), v = fma(d, 6.273935f, -1.510076f);
    float far = -1.3011148e-5f;
    HORNER(far, v, 4.04403e-5f)
    HORNER(far, v, 0.00018660823f)
    HORNER(far, v, -0.00074976566f)
    HORNER(far, v, -0.003342484f)
    HORNER(far, v, 0.010249744f)
    HORNER(far, v, 0.11187352f)
    HORNER(far, v, 0.42493433f)
    HORNER(far, v, 0.9963796f)
    float square = z * z;
    float rest = 1 - exp_times(far * d, -square, -fma(z, z, -square));
    return fabs(x) < 1 ? x * near : x != x ? x : copysign(rest, x);
}

/* max(x, 0) - a e^(-a^2/2) M(v)/(a + 3.5) for a = |x|, with v between -1 and 1. */
INLINE float GELU(float x) {
    float a = fabs(x) > 14.7f ? 14.7f : fabs(x);
    float d = 1 / (a + 3.5f), v = fma(d, 8.666667f, -1.4761904f);
    float m = -1.6231925e-5f;
    HORNER(m, v, 4.1904113e-5f)
    HORNER(m, v, 2.235771e-4f)
    HORNER(m, v, -5.941485e-4f)
    HORNER(m, v, -0.003308072f)
    HORNER(m, v, 0.00406961f)
    HORNER(m, v, 0.066717066f)
    HORNER(m, v, 0.2516291f)
    HORNER(m, v, 0.5655467f)
    HORNER(m, v, 0.86569035f)
    float w = -0.5f * a, square = a * w;
    float tail = exp_times(a * (m * d), square, fma(a, w, -square));
    return x != x ? x : (x > 0 ? x : 0) - tail;
}
#else
#define EXP(x) exp(x)
#define ERF(x) erf(x)
#define GELU(x) \
    ((x) == LOWEST ? LIT(-0.0) : LIT(0.5) * (x) * erfc(-(x) * LIT(0.70710678118654752)))
#endif
