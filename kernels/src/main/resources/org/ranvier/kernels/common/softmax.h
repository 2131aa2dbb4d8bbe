/*
 * Exponentials in relation to their sum, along lines that `lanes` work items share. All is shifted
 * by the maximum, so that nothing overflows. It need not be NaN for NaN to come out: the sum is.
 */
#include "types.h"
#include "sum.h"
#include "lanes.h"

#define GREATER(a, b) ((a) > (b) ? (a) : (b))
#define AT(i) (base + (i) * inner)
#define X(i) x[AT(i)]
#define SHIFTED(i) (X(i) - most)
#define SHIFTED_EXP(i) exp(X(i) - most)

/* This work item's line and part in it. */
#define SOFTMAX_PLACE                                  \
    LONG line = ITEM / lanes, lane = ITEM % lanes;     \
    LONG n = line < lines ? length : 0;

/* The line's maximum `most`, and the sum of e^(x - most). */
#define SOFTMAX_SUM                                                       \
    T most = LOWEST;                                                      \
    FOLD_LANES(T, most, LOWEST, GREATER, GREATER, lane, lanes, n, X)      \
    JOIN_LANES(T, most, GREATER, lanes)                                   \
    SUM_LANES(total, lane, lanes, n, SHIFTED_EXP)                         \
    T sum = sum_value(total);

/* Along lines of [outer, length, inner]. */
#define SOFTMAX(name, prepare, value)                                                  \
    KERNEL(name)(OUT(T, y), IN(T, x), LONG lines, LONG length, LONG inner, LONG lanes) { \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        SOFTMAX_PLACE                                                                  \
        LONG base = line / inner * length * inner + line % inner;                      \
        SOFTMAX_SUM                                                                    \
        prepare                                                                        \
        FOR_LANES(lane, lanes, n, y[AT(i)] = value;)                                   \
    }

SOFTMAX(softmax, , SHIFTED_EXP(i) / sum)
SOFTMAX(log_softmax, T log_sum = log(sum);, SHIFTED(i) - log_sum)

/*
 * The cross-entropy of rows of logits: -log softmax, `kept` times that at the target and `share`
 * times that of every class. Its gradient is (softmax - weight) g.
 */
#define CROSS_ENTROPY_PLACE                    \
    SOFTMAX_PLACE                              \
    LONG base = line * length, inner = 1;      \
    LONG target = n > 0 ? targets[line] : 0;

KERNEL(cross_entropy)
(OUT(T, y), IN(T, x), IN(int, targets), T kept, T share, LONG ignored, LONG lines, LONG length,
 LONG lanes) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    CROSS_ENTROPY_PLACE
    SOFTMAX_SUM
    LONG shared_classes = share > 0 ? n : 0;
    SUM_LANES(shifted, lane, lanes, shared_classes, SHIFTED)
    if (n > 0 && lane == 0) {
        T loss = 0;
        if (target != ignored) {
            T log_sum = log(sum);
            loss = kept * (log_sum - SHIFTED(target));
            if (share > 0) {
                loss += share * (length * log_sum - sum_value(shifted));
            }
        }
        y[line] = loss;
    }
}

KERNEL(cross_entropy_gradient)
(OUT(T, y), IN(T, x), IN(int, targets), IN(T, g), T kept, T share, LONG ignored,
 LONG lines, LONG length, LONG lanes) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    BEGIN(g);
    CROSS_ENTROPY_PLACE
    SOFTMAX_SUM
    if (n > 0 && target != ignored) {
        T factor = g[line];
        FOR_LANES(lane, lanes, n, T weight = i == target ? kept + share : share;
                  y[AT(i)] = (SHIFTED_EXP(i) / sum - weight) * factor;)
    } else {
        FOR_LANES(lane, lanes, n, y[AT(i)] = 0;)
    }
}
