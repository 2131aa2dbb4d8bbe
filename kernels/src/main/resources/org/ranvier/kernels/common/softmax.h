/*
 * Exponentials in relation to their sum, along lines that `lanes` work items share. All is shifted
 * by the maximum, so that nothing overflows. It need not be NaN for NaN to come out: the sum is.
 */
#include "types.h"
#include "sum.h"
#include "lanes.h"
#include "exp.h"

#define GREATER(a, b) ((a) > (b) ? (a) : (b))
#define X(i) x[AT(i)]
#define SHIFTED(i) (X(i) - most)
#define SHIFTED_EXP(i) EXP(X(i) - most)

/*
 * A processor takes lines that lie in one piece only. There exponentials cost more than memory in a
 * cache, so y keeps them.
 */
#ifdef CPU
#define AT(i) (base + (i))
#define KEEP(i) (y[AT(i)] = SHIFTED_EXP(i))
#define KEPT(i) y[AT(i)]
#else
#define AT(i) (base + (i) * inner)
#define KEEP(i) SHIFTED_EXP(i)
#define KEPT(i) SHIFTED_EXP(i)
#endif

/* The line's maximum `most`, and the sum of e^(x - most), each of which is EXP(i). */
#define SOFTMAX_SUM(EXP)                                                  \
    T most = LOWEST;                                                      \
    FOLD_LANES(T, most, LOWEST, GREATER, GREATER, lane, lanes, n, X)      \
    JOIN_LANES(T, most, GREATER, lanes)                                   \
    SUM_LANES(total, lane, lanes, n, EXP)                                 \
    T sum = sum_value(total);

/* Along lines of [outer, length, inner]. */
#define SOFTMAX(name, EXP, prepare, value)                                             \
    LINES(name)(OUT(T, y), IN(T, x), LONG lines, LONG length, LONG inner, LONG lanes) { \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        FOR_LINES(LONG base = line / inner * length * inner + line % inner;            \
                  SOFTMAX_SUM(EXP)                                                     \
                  prepare                                                              \
                  FOR_LANES(lane, lanes, n, y[AT(i)] = value;))                        \
    }

SOFTMAX(softmax, KEEP, , KEPT(i) / sum)
SOFTMAX(log_softmax, SHIFTED_EXP, T log_sum = log(sum);, SHIFTED(i) - log_sum)

/*
 * The cross-entropy of rows of logits: -log softmax, `kept` times that at the target and `share`
 * times that of every class. Its gradient is (softmax - weight) g.
 */
#define CROSS_ENTROPY_PLACE                    \
    LONG base = line * length;                 \
    LONG target = n > 0 ? targets[line] : 0;

#define CROSS_ENTROPY                                                               \
    CROSS_ENTROPY_PLACE                                                             \
    SOFTMAX_SUM(SHIFTED_EXP)                                                        \
    LONG shared_classes = share > 0 ? n : 0;                                        \
    SUM_LANES(shifted, lane, lanes, shared_classes, SHIFTED)                        \
    if (n > 0 && lane == 0) {                                                       \
        T loss = 0;                                                                 \
        if (target != ignored) {                                                    \
            T log_sum = log(sum);                                                   \
            loss = kept * (log_sum - SHIFTED(target));                              \
            if (share > 0) {                                                        \
                loss += share * (length * log_sum - sum_value(shifted));            \
            }                                                                       \
        }                                                                           \
        y[line] = loss;                                                             \
    }

#define CROSS_ENTROPY_GRADIENT                                                      \
    CROSS_ENTROPY_PLACE                                                             \
    SOFTMAX_SUM(KEEP)                                                               \
    if (n > 0 && target != ignored) {                                               \
        T factor = g[line];                                                         \
        FOR_LANES(lane, lanes, n, T weight = i == target ? kept + share : share;    \
                  y[AT(i)] = (KEPT(i) / sum - weight) * factor;)                    \
    } else {                                                                        \
        FOR_LANES(lane, lanes, n, y[AT(i)] = 0;)                                    \
    }

LINES(cross_entropy)
(OUT(T, y), IN(T, x), IN(int, targets), T kept, T share, LONG ignored, LONG lines, LONG length,
 LONG lanes) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    LONG inner = 1;
    FOR_LINES(CROSS_ENTROPY)
}

LINES(cross_entropy_gradient)
(OUT(T, y), IN(T, x), IN(int, targets), IN(T, g), T kept, T share, LONG ignored,
 LONG lines, LONG length, LONG lanes) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    BEGIN(g);
    LONG inner = 1;
    FOR_LINES(CROSS_ENTROPY_GRADIENT)
}
