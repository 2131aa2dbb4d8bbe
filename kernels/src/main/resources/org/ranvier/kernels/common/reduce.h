/*
 * Joins elements along axes. `kept` walks the outputs: strides of x, then of y; `reduced` walks
 * what becomes one output. Its length is cut into segments; if there is more than one, each leaves
 * a partial result, and a finishing kernel joins these in order.
 */
#include "types.h"
#include "views.h"
#include "share.h"
#include "lanes.h"
#include "columns.h"
#include "sum.h"

/* One group an output and segment. */
#define BY_ROWS(entry, STATE, first, add, join, value)                                       \
    KERNEL(entry)                                                                           \
    (OUT(T, y), GLOBAL STATE* partial, IN(T, x), LONG outputs, LONG length, LONG segments,  \
     LONG piece, View kept, View reduced) {                                                             \
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
    }

#ifdef CPU
/*
 * One work item, alone in its group, `piece` neighbouring outputs and a segment: line by line, or
 * where neighbours lie closer in memory than the elements of a line, all lines together.
 */
#define IN_LINE(i) x[from + (i) * step]

#define JOIN_COLUMNS(state, add, n, across)                                                 \
    for (LONG i = 0; i < (n); i++) {                                                        \
        VECTORS                                                                             \
        for (LONG c = 0; c < run; c++) {                                                    \
            state[c] = add(state[c], x[from + i * step + c * (across)]);                    \
        }                                                                                   \
    }

/* Runs STEP for the stretches of a segment: n elements from `from` on. */
#define FOR_SEGMENT(STEP)                                                                   \
    for (LONG i = start, n; i < end; i += n) {                                              \
        LONG from = base;                                                                   \
        WALK(reduced, i, from += at * reduced.stride[0][axis])                              \
        n = reduced.rank > 1 ? width - i % width : end - i;                                 \
        n = n < end - i ? n : end - i;                                                      \
        STEP                                                                                \
    }

#define LEAVE(to, output, state, value)                                                     \
    if (segments == 1) {                                                                    \
        y[to] = value(state);                                                               \
    } else {                                                                                \
        partial[segment * outputs + (output)] = state;                                      \
    }

#define BY_ITEMS(entry, STATE, first, add, join, value)                                      \
    SINGLE(entry)                                                                           \
    (OUT(T, y), GLOBAL STATE* partial, IN(T, x), LONG outputs, LONG length, LONG segments,  \
     LONG piece, View kept, View reduced) {                                                 \
        BEGIN(y);                                                                           \
        BEGIN(x);                                                                           \
        LONG pieces = (outputs + piece - 1) / piece;                                        \
        LONG output = GROUP_ID % pieces * piece, segment = GROUP_ID / pieces;               \
        LONG last = output + piece < outputs ? output + piece : outputs;                    \
        LONG start = length * segment / segments, end = length * (segment + 1) / segments;  \
        LONG width = reduced.rank > 0 ? reduced.size[0] : 1;                                \
        LONG step = reduced.rank > 0 ? reduced.stride[0][0] : 0;                            \
        LONG row = kept.rank > 0 ? kept.size[0] : 1;                                        \
        LONG across = kept.rank > 0 ? kept.stride[0][0] : 0;                                \
        LONG across_y = kept.rank > 0 ? kept.stride[1][0] : 0;                              \
        int columns = row > 1 && (across < 0 ? -across : across) < (step < 0 ? -step : step); \
        for (LONG run; output < last; output += run) {                                      \
            LONG base = 0, to = 0;                                                          \
            WALK(kept, output, base += at * kept.stride[0][axis];                           \
                 to += at * kept.stride[1][axis])                                           \
            run = 1;                                                                        \
            if (columns) {                                                                  \
                run = row - output % row < COLUMNS ? row - output % row : COLUMNS;          \
                run = run < last - output ? run : last - output;                            \
                STATE state[COLUMNS];                                                       \
                for (LONG c = 0; c < run; c++) {                                            \
                    state[c] = first;                                                       \
                }                                                                           \
                FOR_SEGMENT(if (across == 1) JOIN_COLUMNS(state, add, n, 1)                 \
                            else JOIN_COLUMNS(state, add, n, across))                       \
                for (LONG c = 0; c < run; c++) {                                            \
                    LEAVE(to + c * across_y, output + c, state[c], value)                   \
                }                                                                           \
            } else {                                                                        \
                STATE state = first;                                                        \
                FOR_SEGMENT(FOLD_LANES(STATE, state, first, add, join, 0, 1, n, IN_LINE))   \
                LEAVE(to, output, state, value)                                             \
            }                                                                               \
        }                                                                                   \
    }
#else
/* One work item an output and segment. */
#define LANES 4

#define BY_ITEMS(entry, STATE, first, add, join, value)                                      \
    KERNEL(entry)                                                                           \
    (OUT(T, y), GLOBAL STATE* partial, IN(T, x), LONG outputs, LONG length, LONG segments,  \
     LONG piece, View kept, View reduced) {                                                             \
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
    }
#endif

#define REDUCTION(name, STATE, first, add, join, value)                                     \
    BY_ROWS(name##_rows, STATE, first, add, join, value)                                          \
    BY_ITEMS(name##_items, STATE, first, add, join, value)                                         \
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
