/*
 * Running quantities along lines: x and y are [outer, length, inner]. A line is cut into pieces,
 * one work item each. With more than one, a first pass leaves what each piece does to what comes
 * before it, a second one makes of these what each piece starts from.
 */
#include "types.h"
#include "sum.h"

#include "lanes.h"
#include "columns.h"

#define AT(i) (base + (reverse ? length - 1 - (i) : (i)) * inner)

/*
 * Passes along `line` of this work item from `start` to `end`, its `piece` of `pieces`: FIRST
 * sets `state`, STEP takes in the element at `at`, LAST is done behind. On a processor a work item
 * has `width` neighbouring lines.
 */
#ifdef CPU
#define PASS(STATE, state, FIRST, count, STEP, LAST)           \
    {                                                          \
        STATE states[COLUMNS];                                 \
        for (LONG c = 0; c < (count); c++) {                   \
            LONG line = leftmost + c;                          \
            STATE state;                                       \
            FIRST                                              \
            states[c] = state;                                 \
        }                                                      \
        for (LONG i = start; i < end; i++) {                   \
            VECTORS                                            \
            for (LONG c = 0; c < (count); c++) {               \
                LONG at = AT(i) + c;                           \
                STATE state = states[c];                       \
                STEP                                           \
                states[c] = state;                             \
            }                                                  \
        }                                                      \
        for (LONG c = 0; c < (count); c++) {                   \
            LONG line = leftmost + c;                          \
            STATE state = states[c];                           \
            LAST                                               \
        }                                                      \
    }

#define OVER_LINES(STATE, state, FIRST, STEP, LAST)                               \
    LONG runs = (lines + width - 1) / width;                                      \
    LONG piece = GROUP_ID / runs, from = GROUP_ID % runs * width;                 \
    LONG to = from + width < lines ? from + width : lines;                        \
    LONG start = length * piece / pieces, end = length * (piece + 1) / pieces;    \
    FOR_RUNS(from, to, LONG leftmost = line;                                      \
             if (run == 1) PASS(STATE, state, FIRST, 1, STEP, LAST)               \
             else PASS(STATE, state, FIRST, run, STEP, LAST))
#else
#define OVER_LINES(STATE, state, FIRST, STEP, LAST)                               \
    LONG line = ITEM % lines, piece = ITEM / lines;                               \
    LONG start = length * piece / pieces, end = length * (piece + 1) / pieces;    \
    LONG base = line / inner * length * inner + line % inner;                     \
    if (piece < pieces) {                                                         \
        STATE state;                                                              \
        FIRST                                                                     \
        for (LONG i = start; i < end; i++) {                                      \
            LONG at = AT(i);                                                      \
            STEP                                                                  \
        }                                                                         \
        LAST                                                                      \
    }
#endif

#define CARRY carry[piece * lines + line]

/* Of one input: what a piece does is of the same kind as the running state. */
#define SCAN(name, STATE, zero, add, join, value)                                             \
    LINES(name##_pieces)                                                                      \
    (GLOBAL STATE* carry, IN(T, x), LONG lines, LONG length, LONG inner, LONG pieces,         \
     LONG reverse, LONG width) {                                                              \
        BEGIN(x);                                                                             \
        OVER_LINES(STATE, state, state = zero;, state = add(state, x[at]);, CARRY = state;)            \
    }                                                                                         \
    KERNEL(name##_carry)(GLOBAL STATE* carry, LONG lines, LONG pieces) {                      \
        LONG line = ITEM;                                                                     \
        if (line < lines) {                                                                   \
            STATE state = zero;                                                               \
            for (LONG piece = 0; piece < pieces; piece++) {                                   \
                STATE mine = CARRY;                                                           \
                CARRY = state;                                                                \
                state = join(state, mine);                                                    \
            }                                                                                 \
        }                                                                                     \
    }                                                                                         \
    LINES(name)                                                                               \
    (OUT(T, y), GLOBAL const STATE* carry, IN(T, x), LONG lines, LONG length, LONG inner,     \
     LONG pieces, LONG reverse, LONG width) {                                                 \
        BEGIN(y);                                                                             \
        BEGIN(x);                                                                             \
        OVER_LINES(STATE, state, if (pieces > 1) { state = CARRY; } else { state = zero; },   \
                   state = add(state, x[at]); y[at] = value(state);, )                        \
    }

#define MULTIPLY(a, b) ((a) * (b))
#define TO_T(a) ((T) (a))

SCAN(sum, SUM, sum_of(0), sum_add, sum_join, sum_value)
SCAN(prod, WIDE, (WIDE) 1, MULTIPLY, MULTIPLY, TO_T)

/* h = a h + b: what a piece does is a factor and a summand. */
typedef struct {
    WIDE factor;
    WIDE summand;
} LINEAR;

LINES(linear_pieces)
(GLOBAL LINEAR* carry, IN(T, a), IN(T, b), LONG lines, LONG length, LONG inner, LONG pieces,
 LONG reverse, LONG width) {
    BEGIN(a);
    BEGIN(b);
    OVER_LINES(LINEAR, done, done.factor = 1; done.summand = 0;,
               done.factor = a[at] * done.factor;
               done.summand = a[at] * done.summand + b[at];,
               CARRY = done;)
}

KERNEL(linear_carry)(GLOBAL LINEAR* carry, LONG lines, LONG pieces) {
    LONG line = ITEM;
    if (line < lines) {
        WIDE state = 0;
        for (LONG piece = 0; piece < pieces; piece++) {
            LINEAR done = CARRY;
            CARRY.summand = state;
            state = done.factor * state + done.summand;
        }
    }
}

LINES(linear)
(OUT(T, y), GLOBAL const LINEAR* carry, IN(T, a), IN(T, b), LONG lines, LONG length, LONG inner,
 LONG pieces, LONG reverse, LONG width) {
    BEGIN(y);
    BEGIN(a);
    BEGIN(b);
    OVER_LINES(WIDE, state, state = pieces > 1 ? CARRY.summand : 0;,
               state = a[at] * state + b[at]; y[at] = (T) state;, )
}
