/*
 * Joins elements along axes. `kept` walks the outputs: strides of x, then of y; `reduced` walks
 * what becomes one output. Its length is cut into segments; if there is more than one, each leaves
 * a partial result, and a finishing kernel joins these in order.
 */
#include "types.h"
#include "views.h"
#include "share.h"
#include "sum.h"

#define LANES 4

#define REDUCTION(name, STATE, first, add, join, value)                                     \
    /* One group an output and segment. */                                                  \
    KERNEL(name##_rows)                                                                     \
    (OUT(T, y), GLOBAL STATE* partial, IN(T, x), LONG outputs, LONG length, LONG segments,  \
     View kept, View reduced) {                                                             \
        BEGIN(y);                                                                           \
        BEGIN(x);                                                                           \
        LOCAL STATE shared[GROUP];                                                          \
        LONG output = GROUP_ID / segments, segment = GROUP_ID % segments;                   \
        LONG start = length * segment / segments;                                           \
        LONG count = length * (segment + 1) / segments - start;                             \
        LONG base = 0, to = 0;                                                              \
        WALK(kept, output, base += at * kept.stride[0][axis]; to += at * kept.stride[1][axis]) \
        STATE state = first;                                                                \
        FOR_SHARE(i, count) {                                                               \
            LONG from = base;                                                               \
            WALK(reduced, start + i, from += at * reduced.stride[0][axis])                  \
            state = add(state, x[from]);                                                    \
        }                                                                                   \
        JOIN_GROUP(shared, state, join)                                                     \
        if (LOCAL_ID == 0) {                                                                \
            if (segments == 1) {                                                            \
                y[to] = value(shared[0]);                                                   \
            } else {                                                                        \
                partial[segment * outputs + output] = shared[0];                            \
            }                                                                               \
        }                                                                                   \
    }                                                                                       \
    /* One work item an output and segment. */                                              \
    KERNEL(name##_items)                                                                    \
    (OUT(T, y), GLOBAL STATE* partial, IN(T, x), LONG outputs, LONG length, LONG segments,  \
     View kept, View reduced) {                                                             \
        BEGIN(y);                                                                           \
        BEGIN(x);                                                                           \
        LONG output = ITEM % outputs, segment = ITEM / outputs;                             \
        if (segment < segments) {                                                           \
            LONG i = length * segment / segments, end = length * (segment + 1) / segments;  \
            LONG base = 0, to = 0;                                                          \
            WALK(kept, output, base += at * kept.stride[0][axis];                           \
                 to += at * kept.stride[1][axis])                                           \
            LONG width = reduced.rank > 0 ? reduced.size[0] : 1;                            \
            LONG step = reduced.rank > 0 ? reduced.stride[0][0] : 0;                        \
            STATE lane[LANES];                                                              \
            for (int k = 0; k < LANES; k++) {                                               \
                lane[k] = first;                                                            \
            }                                                                               \
            while (i < end) {                                                               \
                LONG from = base;                                                           \
                WALK(reduced, i, from += at * reduced.stride[0][axis])                      \
                LONG left = width - i % width;                                              \
                LONG n = left < end - i ? left : end - i;                                   \
                LONG j = 0;                                                                 \
                for (; j + LANES <= n; j += LANES) {                                        \
                    for (int k = 0; k < LANES; k++) {                                       \
                        lane[k] = add(lane[k], x[from + (j + k) * step]);                   \
                    }                                                                       \
                }                                                                           \
                for (; j < n; j++) {                                                        \
                    lane[0] = add(lane[0], x[from + j * step]);                             \
                }                                                                           \
                i += n;                                                                     \
            }                                                                               \
            for (int k = 1; k < LANES; k++) {                                               \
                lane[0] = join(lane[0], lane[k]);                                           \
            }                                                                               \
            if (segments == 1) {                                                            \
                y[to] = value(lane[0]);                                                     \
            } else {                                                                        \
                partial[ITEM] = lane[0];                                                    \
            }                                                                               \
        }                                                                                   \
    }                                                                                       \
    KERNEL(name##_finish)                                                                   \
    (OUT(T, y), GLOBAL const STATE* partial, LONG outputs, LONG segments, View kept) {      \
        BEGIN(y);                                                                           \
        LONG output = ITEM;                                                                 \
        if (output < outputs) {                                                             \
            LONG to = 0;                                                                    \
            WALK(kept, output, to += at * kept.stride[1][axis])                             \
            STATE state = partial[output];                                                  \
            for (LONG segment = 1; segment < segments; segment++) {                         \
                state = join(state, partial[segment * outputs + output]);                   \
            }                                                                               \
            y[to] = value(state);                                                           \
        }                                                                                   \
    }

#define MULTIPLY(a, b) ((a) * (b))
#define TO_T(a) ((T) (a))

REDUCTION(max, T, LOWEST, larger, larger, TO_T)
REDUCTION(min, T, HIGHEST, smaller, smaller, TO_T)
#if T_TYPE != BOOL
REDUCTION(sum, SUM, sum_of(0), sum_add, sum_join, sum_value)
REDUCTION(prod, WIDE, (WIDE) 1, MULTIPLY, MULTIPLY, TO_T)
#endif
