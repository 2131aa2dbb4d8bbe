/*
 * Exponentials in relation to their sum. Lines are shifted by their maximum, so that nothing
 * overflows. The maximum need not be NaN for NaN to come out: the sum is.
 */
#include "types.h"
#include "sum.h"
#include "lanes.h"

#define GREATER(a, b) ((a) > (b) ? (a) : (b))
#define AT(i) (base + (i) * inner)
#define X(i) x[AT(i)]
#define SHIFTED_EXP(i) exp(x[AT(i)] - most)

/* The line's maximum `most`, and the sum of e^(x - most). */
#define SOFTMAX_SUM                                                              \
    FOLD_LANES(T, most, LOWEST, GREATER, GREATER, n, X)                          \
    JOIN_LANES(T, most, GREATER)                                                 \
    FOLD_LANES(SUM, total, sum_of(0), sum_add, sum_join, n, SHIFTED_EXP)         \
    JOIN_LANES(SUM, total, sum_join)                                             \
    T sum = sum_value(total);

/* Along lines of [outer, length, inner]. */
#define SOFTMAX(name, prepare, value)                                                  \
    KERNEL(name)(OUT(T, y), IN(T, x), LONG lines, LONG length, LONG inner, LONG lanes) { \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        LANES_PLACE                                                                    \
        LONG base = line / inner * length * inner + line % inner;                      \
        SOFTMAX_SUM                                                                    \
        prepare                                                                        \
        FOR_LANES(n, y[AT(i)] = value;)                                                \
    }

SOFTMAX(softmax, , SHIFTED_EXP(i) / sum)
SOFTMAX(log_softmax, T log_sum = log(sum);, X(i) - most - log_sum)

/*
 * The cross-entropy of rows of logits: of -log softmax, `kept` times that at the target and `share`
 * times that of every class. The gradient is y = (softmax - weight) g.
 */
#define CROSS_ENTROPY_PLACE                    \
    LANES_PLACE                                \
    LONG base = line * length, inner = 1;      \
    LONG target = n > 0 ? targets[line] : 0;

#define SHIFTED(i) (X(i) - most)

KERNEL(cross_entropy)
(OUT(T, y), IN(T, x), IN(int, targets), LONG lines, LONG length, LONG lanes, LONG ignored, T kept,
 T share) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    CROSS_ENTROPY_PLACE
    SOFTMAX_SUM
    LONG shared_classes = share > 0 ? n : 0;
    FOLD_LANES(SUM, shifted, sum_of(0), sum_add, sum_join, shared_classes, SHIFTED)
    JOIN_LANES(SUM, shifted, sum_join)
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
(OUT(T, y), IN(T, x), IN(int, targets), IN(T, g), LONG lines, LONG length, LONG lanes,
 LONG ignored, T kept, T share) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(targets);
    BEGIN(g);
    CROSS_ENTROPY_PLACE
    SOFTMAX_SUM
    T factor = n > 0 ? g[line] : 0;
    if (n > 0 && target == ignored) {
        FOR_LANES(n, y[AT(i)] = 0;)
    } else {
        FOR_LANES(n, y[AT(i)] = (SHIFTED_EXP(i) / sum - (i == target ? kept + share : share)) * factor;)
    }
}
