/*
 * Philox-4x32-10 (Salmon et al. 2011) and Box-Muller normals, bit for bit as in
 * org.ranvier.random. A work item makes a block of four words: four elements of 32 bits, or two of
 * 64.
 */
#include "types.h"

typedef struct {
    UINT word[4];
} WORDS;

INLINE WORDS philox(LONG seed, ULONG counter) {
    UINT c0 = (UINT) counter, c1 = (UINT) (counter >> 32), c2 = 0, c3 = 0;
    UINT key0 = (UINT) seed, key1 = (UINT) ((ULONG) seed >> 32);
    for (int round = 0; round < 10; round++) {
        UINT high0 = MULTIPLY_HIGH(0xD2511F53u, c0), low0 = 0xD2511F53u * c0;
        UINT high1 = MULTIPLY_HIGH(0xCD9E8D57u, c2), low1 = 0xCD9E8D57u * c2;
        c0 = high1 ^ c1 ^ key0;
        c1 = low1;
        c2 = high0 ^ c3 ^ key1;
        c3 = low0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    WORDS words;
    words.word[0] = c0;
    words.word[1] = c1;
    words.word[2] = c2;
    words.word[3] = c3;
    return words;
}

#define STEP(c) sum = FMA(sum, x, c);

#if T_TYPE == F32
#define PER_BLOCK 4

INLINE T log_tail(T x) {
    T sum = -0.07633444f;
    STEP(0.12770359f)
    STEP(-0.13162729f)
    STEP(0.14200848f)
    STEP(-0.16623226f)
    STEP(0.20001261f)
    STEP(-0.25000823f)
    STEP(0.3333333f)
    return sum;
}

INLINE T sine_part(T x) {
    T sum = -3.660915e-5f;
    STEP(0.0024910164f)
    STEP(-0.08074583f)
    STEP(0.7853982f)
    return sum;
}

INLINE T cosine_part(T x) {
    T sum = 3.4940874e-6f;
    STEP(-3.258687e-4f)
    STEP(0.015854284f)
    STEP(-0.30842513f)
    STEP(1.0f)
    return sum;
}

INLINE T uniform(WORDS w, int i) {
    return (T) (int) (w.word[i] >> 8) * 5.9604644775390625e-8f;
}

INLINE T radius(UINT bits) {
    T scaled = FMA((T) (int) ((bits & 255u) + 1), 0.00390625f, (T) (int) (bits >> 8));
    int above = BITS_OF_FLOAT(scaled) - 0x3F3504F3;
    int exponent = above >> 23;
    T f = FLOAT_OF_BITS(above - exponent * (1 << 23) + 0x3F3504F3) - 1.0f;
    T e = (T) (exponent - 24);
    T square = f * f;
    T tail = FMA(square * f, log_tail(f), e * -1.9046542e-9f);
    T mantissa = f + FMA(-0.5f, square, tail);
    return EXACT_SQRT(-2.0f * FMA(e, 0.6931472f, mantissa));
}

INLINE T sine(UINT turn) {
    UINT quarter = (turn + 0x20000000u) >> 30;
    T y = (T) ((int) (turn - (quarter << 30)) >> 5) * 5.9604644775390625e-8f;
    T value = quarter & 1u ? cosine_part(y * y) : y * sine_part(y * y);
    return quarter < 2u ? value : -value;
}

INLINE T normal(WORDS w, int i) {
    int pair = i & 2;
    return radius(w.word[pair]) * sine(w.word[pair + 1] + (i & 1 ? 0u : 0x40000000u));
}
#elif T_TYPE == F64
#define PER_BLOCK 2

INLINE T log_tail(T x) {
    T sum = 0.14795867941613067;
    STEP(0.153140592942771)
    STEP(0.18183563956177362)
    STEP(0.22222198581019287)
    STEP(0.28571428742301536)
    STEP(0.3999999999941513)
    STEP(0.6666666666666734)
    return sum;
}

INLINE T sine_part(T x) {
    T sum = 6.8771008268459205e-12;
    STEP(-1.7571492941041487e-9)
    STEP(3.133616216633063e-7)
    STEP(-3.6576204158456346e-5)
    STEP(0.0024903945701887364)
    STEP(-0.08074551218828054)
    STEP(0.7853981633974483)
    return sum;
}

INLINE T cosine_part(T x) {
    T sum = -3.8577620318627077e-13;
    STEP(1.1500497023971397e-10)
    STEP(-2.4611363826364345e-8)
    STEP(3.590860445885814e-6)
    STEP(-3.2599188692668756e-4)
    STEP(0.01585434424381541)
    STEP(-0.30842513753404244)
    STEP(1.0)
    return sum;
}

INLINE ULONG join_words(UINT high, UINT low) {
    return (ULONG) high << 32 | low;
}

INLINE T uniform(WORDS w, int i) {
    ULONG bits = join_words(w.word[2 * i], w.word[2 * i + 1]);
    return (T) (LONG) (bits >> 11) * 1.1102230246251565e-16;
}

INLINE T radius(ULONG bits) {
    T scaled = FMA((T) (LONG) ((bits & 2047ul) + 1), 4.8828125e-4, (T) (LONG) (bits >> 11));
    LONG above = BITS_OF_DOUBLE(scaled) - 0x3FE6A09E667F3BCDL;
    LONG exponent = above >> 52;
    T f = DOUBLE_OF_BITS(above - exponent * (1L << 52) + 0x3FE6A09E667F3BCDL) - 1.0;
    T e = (T) (exponent - 53);
    T s = f / (2.0 + f);
    T z = s * s;
    T bend = FMA(-z, log_tail(z), f);
    T mantissa = f + FMA(-s, bend, e * 2.3190468138462996e-17);
    return sqrt(-2.0 * FMA(e, 0.6931471805599453, mantissa));
}

INLINE T sine(ULONG turn) {
    ULONG quarter = (turn + 0x2000000000000000ul) >> 62;
    T y = (T) ((LONG) (turn - (quarter << 62)) >> 8) * 1.1102230246251565e-16;
    T value = quarter & 1ul ? cosine_part(y * y) : y * sine_part(y * y);
    return quarter < 2ul ? value : -value;
}

INLINE T normal(WORDS w, int i) {
    ULONG turn = join_words(w.word[2], w.word[3]) + (i & 1 ? 0ul : 0x4000000000000000ul);
    return radius(join_words(w.word[0], w.word[1])) * sine(turn);
}
#else
#define PER_BLOCK 4

INLINE T bits(WORDS w, int i) {
    return (T) w.word[i];
}
#endif

/* Element 0 of y begins block `block` of the stream. */
#define RANDOM(name)                                              \
    KERNEL(random_##name)(OUT(T, y), LONG n, LONG seed, LONG block) { \
        BEGIN(y);                                                 \
        LONG start = ITEM * PER_BLOCK;                            \
        if (start < n) {                                          \
            WORDS words = philox(seed, (ULONG) (block + ITEM));   \
            for (int i = 0; i < PER_BLOCK && start + i < n; i++) { \
                y[start + i] = name(words, i);                    \
            }                                                     \
        }                                                         \
    }

#if T_TYPE == I32
RANDOM(bits)
#else
RANDOM(uniform)
RANDOM(normal)
#endif
