/*
 * Windows over planes of up to three axes; one work item an element of the output. Planes of fewer
 * axes have outer ones of size 1.
 */
#include "types.h"
#include "sum.h"
#include "elements.h"

#define WINDOW(a)                                                                            \
    LONG in##a, LONG out##a, LONG size##a, LONG stride##a, LONG before##a, LONG dilation##a

/* Of numbers that are not negative; 32 bits are several times as fast. */
INLINE LONG quotient(LONG a, LONG b) {
    if (b == 1) {
        return a;
    }
    return a < 2147483648 && b < 2147483648 ? (LONG) ((UINT) a / (UINT) b) : a / b;
}

/* The first of start, start + step … that is not below `low`. */
INLINE LONG first_from(LONG start, LONG step, LONG low) {
    return start >= low ? start : start + quotient(low - start + step - 1, step) * step;
}

#define LESSER(a, b) ((a) < (b) ? (a) : (b))

/* The plane of output i, where its window begins along an axis, and which part is no padding. */
#define WINDOW_PLACE                                                                  \
    LONG rest2 = quotient(i, out2), rest1 = quotient(rest2, out1);                    \
    LONG plane = quotient(rest1, out0);                                               \
    WINDOW_AXIS(2, i - rest2 * out2)                                                  \
    WINDOW_AXIS(1, rest2 - rest1 * out1)                                              \
    WINDOW_AXIS(0, rest1 - plane * out0)

#define WINDOW_AXIS(a, window)                                                        \
    LONG start##a = (window) * stride##a - before##a;                                 \
    LONG from##a = first_from(start##a, dilation##a, 0);                              \
    LONG to##a = LESSER(start##a + size##a * dilation##a, in##a);

#define FOR_AXIS(a) for (LONG p##a = from##a; p##a < to##a; p##a += dilation##a)

/* Runs STEP for each element of a window but its padding, at `place` in its plane. */
#define FOR_WINDOW(STEP)                                 \
    FOR_AXIS(0) FOR_AXIS(1) FOR_AXIS(2) {                \
        LONG place = (p0 * in1 + p1) * in2 + p2;         \
        STEP                                             \
    }

#define BETTER(value, most) ((value) > (most) || (IS_NAN(value) && !IS_NAN(most)))

#ifdef CPU
/*
 * Outputs side by side, STRIP of them at most: a work item takes the elements in one place of their
 * windows after those in another. Outputs `low` up to `high` have no padding in a place; theirs lie
 * at `place` in the plane.
 */
#define STRIP 128

#define FOR_PLACES_BY(stride, STEP)                                                     \
    FOR_AXIS(0) FOR_AXIS(1) for (LONG k = 0; k < size2; k++) {                          \
        LONG first2 = start2 + k * dilation2;                                           \
        LONG low = 0, high = run;                                                       \
        if (first2 < 0) {                                                               \
            low = quotient(stride2 - 1 - first2, stride2);                              \
        }                                                                               \
        if (first2 + (run - 1) * stride2 >= in2) {                                      \
            high = first2 >= in2 ? 0 : quotient(in2 - 1 - first2, stride2) + 1;         \
        }                                                                               \
        LONG row = (p0 * in1 + p1) * in2 + first2;                                      \
        VECTORS                                                                         \
        for (LONG j = low; j < high; j++) {                                             \
            LONG place = row + j * (stride);                                            \
            STEP                                                                        \
        }                                                                               \
    }

/* Pairs that lie one behind the other become vectors without a gap. */
#define FOR_PAIRS(STEP)                                                                 \
    FOR_AXIS(0) FOR_AXIS(1) {                                                           \
        LONG row = (p0 * in1 + p1) * in2 + start2;                                      \
        VECTORS                                                                         \
        for (LONG j = 0; j < run; j++) {                                                \
            LONG place = row + 2 * j;                                                   \
            {                                                                           \
                STEP                                                                    \
            }                                                                           \
            place++;                                                                    \
            {                                                                           \
                STEP                                                                    \
            }                                                                           \
        }                                                                               \
    }

#define FOR_PLACES(STEP)                                                                \
    if (stride2 == 2 && size2 == 2 && dilation2 == 1 && start2 >= 0                     \
            && start2 + 2 * run <= in2) {                                               \
        FOR_PAIRS(STEP)                                                                 \
    } else if (stride2 == 1) {                                                                 \
        FOR_PLACES_BY(1, STEP)                                                          \
    } else if (stride2 == 2) {                                                          \
        FOR_PLACES_BY(2, STEP)                                                          \
    } else {                                                                            \
        FOR_PLACES_BY(stride2, STEP)                                                    \
    }

#define FOR_RUN(STEP)                                                                   \
    VECTORS                                                                             \
    for (LONG j = 0; j < run; j++) {                                                    \
        STEP                                                                            \
    }

#define FOR_ROWS(STEP)                                                                  \
    for (LONG i = GROUP_ID * PIECE, end = PIECE_END(i, outputs), run; i < end; i += run) { \
        WINDOW_PLACE                                                                    \
        LONG first = plane * in0 * in1 * in2;                                           \
        run = LESSER(LESSER(out2 - (i - rest2 * out2), end - i), STRIP);                  \
        STEP                                                                            \
    }
#endif

ELEMENTS(max_pool)
(OUT(T, y), OUT(int, positions), IN(T, x), LONG outputs, WINDOW(0), WINDOW(1), WINDOW(2)) {
    BEGIN(y);
    BEGIN(positions);
    BEGIN(x);
#ifdef CPU
    T most[STRIP];
    int position[STRIP];
    FOR_ROWS(
        FOR_RUN(most[j] = LOWEST; position[j] = -1;)
        FOR_PLACES(
            T value = x[first + place];
            int better = position[j] < 0 | BETTER(value, most[j]);
            most[j] = better ? value : most[j];
            position[j] = better ? (int) place : position[j];)
        FOR_RUN(
            y[i + j] = position[j] < 0 ? 0 : most[j];
            positions[i + j] = position[j];))
#else
    LONG i = ITEM;
    if (i < outputs) {
        WINDOW_PLACE
        LONG first = plane * in0 * in1 * in2;
        T most = 0;
        LONG position = -1;
        FOR_WINDOW(T value = x[first + place];
                   if (position < 0 || BETTER(value, most)) {
                       most = value;
                       position = place;
                   })
        y[i] = most;
        positions[i] = (int) position;
    }
#endif
}

/* How many of a window's elements count along an axis. */
#define COUNTED(a)                                                                               \
    quotient(LESSER(start##a + size##a * dilation##a, in##a + trailed##a) + dilation##a - 1      \
                     - first_from(start##a, dilation##a, -led##a),                               \
             dilation##a)

/* Before and behind the input, led and trailed elements of padding count in the divisor. */
ELEMENTS(average_pool)
(OUT(T, y), IN(T, x), LONG outputs, WINDOW(0), WINDOW(1), WINDOW(2), LONG led0, LONG trailed0,
 LONG led1, LONG trailed1, LONG led2, LONG trailed2) {
    BEGIN(y);
    BEGIN(x);
#ifdef CPU
    SUM sum[STRIP];
    FOR_ROWS(
        FOR_RUN(sum[j] = sum_of(0);)
        FOR_PLACES(sum[j] = sum_add(sum[j], x[first + place]);)
        LONG begin = start2;
        LONG above = COUNTED(0) * COUNTED(1);
        if (begin >= -led2
                && begin + (run - 1) * stride2 + size2 * dilation2 <= in2 + trailed2) {
            T divisor = (T) (above * size2);
            FOR_RUN(y[i + j] = sum_value(sum[j]) / divisor;)
        } else {
            for (LONG j = 0; j < run; j++) {
                LONG start2 = begin + j * stride2;
                y[i + j] = sum_value(sum[j]) / (above * COUNTED(2));
            }
        })
#else
    LONG i = ITEM;
    if (i < outputs) {
        WINDOW_PLACE
        LONG first = plane * in0 * in1 * in2;
        SUM sum = sum_of(0);
        FOR_WINDOW(sum = sum_add(sum, x[first + place]);)
        y[i] = sum_value(sum) / (COUNTED(0) * COUNTED(1) * COUNTED(2));
    }
#endif
}

/*
 * The gradient of max_pool: each element of the input looks for the outputs it was chosen for, in
 * their order. A plane's outputs are in pieces of BOUNDED, `pieces` a plane, whose lowest and highest
 * positions say which ones need no looking through.
 */
#define BOUNDED 32

#define FOR_BOUNDED(piece)                                                               \
    for (LONG j = (piece) * BOUNDED; j < ((piece) + 1) * BOUNDED && j < outputs; j++)

KERNEL(position_bounds)
(GLOBAL int* bounds, IN(int, positions), LONG planes, LONG outputs, LONG pieces) {
    BEGIN(positions);
    LONG i = ITEM;
    if (i < planes * pieces) {
        LONG plane = quotient(i, pieces);
        int low = 2147483647, high = -1;
        FOR_BOUNDED(i - plane * pieces) {
            int position = positions[plane * outputs + j];
            low = position < low ? position : low;
            high = position > high ? position : high;
        }
        bounds[2 * i] = low;
        bounds[2 * i + 1] = high;
    }
}

KERNEL(max_pool_gradient)
(OUT(T, dx), IN(T, g), IN(int, positions), GLOBAL const int* bounds, LONG elements, LONG size,
 LONG outputs, LONG pieces) {
    BEGIN(dx);
    BEGIN(g);
    BEGIN(positions);
    LONG i = ITEM;
    if (i < elements) {
        LONG plane = quotient(i, size);
        int place = (int) (i - plane * size);
        SUM sum = sum_of(0);
        for (LONG piece = 0; piece < pieces; piece++) {
            LONG at = 2 * (plane * pieces + piece);
            if (place < bounds[at] || place > bounds[at + 1]) {
                continue;
            }
            FOR_BOUNDED(piece) {
                if (positions[plane * outputs + j] == place) {
                    sum = sum_add(sum, g[plane * outputs + j]);
                }
            }
        }
        dx[i] = sum_value(sum);
    }
}

/* The same by one work item a plane, which adds each gradient where it belongs. */
KERNEL(max_pool_scatter)
(OUT(T, dx), IN(T, g), IN(int, positions), LONG planes, LONG size, LONG outputs) {
    BEGIN(dx);
    BEGIN(g);
    BEGIN(positions);
    LONG plane = ITEM;
    if (plane < planes) {
        for (LONG i = 0; i < size; i++) {
            dx[plane * size + i] = 0;
        }
        for (LONG i = plane * outputs; i < (plane + 1) * outputs; i++) {
            dx[plane * size + positions[i]] += g[i];
        }
    }
}
