/*
 * Running quantities along lines: x and y are [outer, length, inner]. A line is cut into pieces,
 * one work item each. With more than one, a first pass leaves what each piece does to what comes
 * before it, a second one makes of these what each piece starts from.
 */
#include "types.h"
#include "sum.h"

#define SCAN_PLACE                                             \
    LONG line = ITEM % lines, piece = ITEM / lines;            \
    LONG start = length * piece / pieces;                      \
    LONG end = length * (piece + 1) / pieces;                  \
    LONG base = line / inner * length * inner + line % inner;

#define AT(i) (base + (reverse ? length - 1 - (i) : (i)) * inner)

/* Of one input: what a piece does is of the same kind as the running state. */
#define SCAN(name, STATE, zero, add, join, value)                                             \
    KERNEL(name##_pieces)                                                                     \
    (GLOBAL STATE* carry, IN(T, x), LONG lines, LONG length, LONG inner, LONG pieces,         \
     LONG reverse) {                                                                          \
        BEGIN(x);                                                                             \
        SCAN_PLACE                                                                            \
        if (piece < pieces) {                                                                 \
            STATE state = zero;                                                               \
            for (LONG i = start; i < end; i++) {                                              \
                state = add(state, x[AT(i)]);                                                 \
            }                                                                                 \
            carry[ITEM] = state;                                                              \
        }                                                                                     \
    }                                                                                         \
    KERNEL(name##_carry)(GLOBAL STATE* carry, LONG lines, LONG pieces) {                      \
        LONG line = ITEM;                                                                     \
        if (line < lines) {                                                                   \
            STATE state = zero;                                                               \
            for (LONG piece = 0; piece < pieces; piece++) {                                   \
                STATE mine = carry[piece * lines + line];                                     \
                carry[piece * lines + line] = state;                                          \
                state = join(state, mine);                                                    \
            }                                                                                 \
        }                                                                                     \
    }                                                                                         \
    KERNEL(name)                                                                              \
    (OUT(T, y), GLOBAL const STATE* carry, IN(T, x), LONG lines, LONG length, LONG inner,     \
     LONG pieces, LONG reverse) {                                                             \
        BEGIN(y);                                                                             \
        BEGIN(x);                                                                             \
        SCAN_PLACE                                                                            \
        if (piece < pieces) {                                                                 \
            STATE state = zero;                                                               \
            if (pieces > 1) {                                                                 \
                state = carry[ITEM];                                                          \
            }                                                                                 \
            for (LONG i = start; i < end; i++) {                                              \
                state = add(state, x[AT(i)]);                                                 \
                y[AT(i)] = value(state);                                                      \
            }                                                                                 \
        }                                                                                     \
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

KERNEL(linear_pieces)
(GLOBAL LINEAR* carry, IN(T, a), IN(T, b), LONG lines, LONG length, LONG inner, LONG pieces,
 LONG reverse) {
    BEGIN(a);
    BEGIN(b);
    SCAN_PLACE
    if (piece < pieces) {
        LINEAR done;
        done.factor = 1;
        done.summand = 0;
        for (LONG i = start; i < end; i++) {
            done.factor = a[AT(i)] * done.factor;
            done.summand = a[AT(i)] * done.summand + b[AT(i)];
        }
        carry[ITEM] = done;
    }
}

KERNEL(linear_carry)(GLOBAL LINEAR* carry, LONG lines, LONG pieces) {
    LONG line = ITEM;
    if (line < lines) {
        WIDE state = 0;
        for (LONG piece = 0; piece < pieces; piece++) {
            LINEAR done = carry[piece * lines + line];
            carry[piece * lines + line].summand = state;
            state = done.factor * state + done.summand;
        }
    }
}

KERNEL(linear)
(OUT(T, y), GLOBAL const LINEAR* carry, IN(T, a), IN(T, b), LONG lines, LONG length, LONG inner,
 LONG pieces, LONG reverse) {
    BEGIN(y);
    BEGIN(a);
    BEGIN(b);
    SCAN_PLACE
    if (piece < pieces) {
        WIDE state = pieces > 1 ? carry[ITEM].summand : 0;
        for (LONG i = start; i < end; i++) {
            state = a[AT(i)] * state + b[AT(i)];
            y[AT(i)] = (T) state;
        }
    }
}
