/*
 * The position of the first extreme element of each line: x is [outer, length, inner], y [outer,
 * inner]. NaN is the extreme.
 */
#include "types.h"
#include "share.h"
#include "lanes.h"
#include "columns.h"

typedef struct {
    T value;
    int position;
} BEST;

#define GREATER(a, b) ((a) > (b))
#define LESS(a, b) ((a) < (b))
#define BEATS(better, a, b) (!IS_NAN(b) && (IS_NAN(a) || better(a, b)))

#define BY_ROWS(name, better)                                                          \
    /* The better of two, the first of equal ones; a position of -1 stands for none. */ \
    INLINE BEST name##_join(BEST a, BEST b) {                                          \
        if (a.position < 0 || b.position < 0) {                                        \
            return a.position < 0 ? b : a;                                             \
        }                                                                              \
        if (BEATS(better, a.value, b.value)) {                                         \
            return a;                                                                  \
        }                                                                              \
        if (BEATS(better, b.value, a.value)) {                                         \
            return b;                                                                  \
        }                                                                              \
        return a.position < b.position ? a : b;                                        \
    }                                                                                  \
    KERNEL(name##_rows)(OUT(int, y), IN(T, x), LONG lines, LONG length, LONG inner,      \
                        LONG piece) {                                                    \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        LOCAL BEST shared[GROUP];                                                      \
        LONG line = GROUP_ID;                                                          \
        LONG base = line / inner * length * inner + line % inner;                      \
        BEST best;                                                                     \
        best.value = 0;                                                                \
        best.position = -1;                                                            \
        FOR_SHARE(i, length) {                                                         \
            BEST candidate;                                                            \
            candidate.value = x[base + i * inner];                                     \
            candidate.position = (int) i;                                              \
            best = name##_join(best, candidate);                                       \
        }                                                                              \
        JOIN_GROUP(shared, best, name##_join)                                          \
        if (LOCAL_ID == 0) {                                                           \
            y[line] = shared[0].position;                                              \
        }                                                                              \
    }

#ifdef CPU
/* So many elements of a line stay in the cache of a core until they are looked through again. */
#define STRETCH 256
#define IN_STRETCH(i) x[start + (i)]

/* Line by line, or where neighbours lie side by side, all of them together. */
#define BY_ITEMS(name, better, extreme)                                                \
    INLINE int name##_line(GLOBAL const T* x, LONG length) {                           \
        T best = x[0];                                                                 \
        LONG position = 0;                                                             \
        for (LONG start = 0; start < length; start += STRETCH) {                       \
            LONG n = length - start < STRETCH ? length - start : STRETCH;              \
            T most = x[start];                                                         \
            FOLD_LANES(T, most, most, extreme, extreme, 0, 1, n, IN_STRETCH)           \
            if (BEATS(better, most, best)) {                                           \
                best = most;                                                           \
                position = start;                                                      \
            }                                                                          \
        }                                                                              \
        while (!(x[position] == best || IS_NAN(x[position]))) {                        \
            position++;                                                                \
        }                                                                              \
        return (int) position;                                                         \
    }                                                                                  \
    SINGLE(name##_items)                                                               \
    (OUT(int, y), IN(T, x), LONG lines, LONG length, LONG inner, LONG piece) {         \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        LONG first = GROUP_ID * piece;                                                 \
        LONG last = first + piece < lines ? first + piece : lines;                     \
        FOR_RUNS(first, last, if (inner == 1) {                                        \
            y[line] = name##_line(x + base, length);                                   \
        } else {                                                                       \
            T best[COLUMNS];                                                           \
            int position[COLUMNS];                                                     \
            for (LONG c = 0; c < run; c++) {                                           \
                best[c] = x[base + c];                                                 \
                position[c] = 0;                                                       \
            }                                                                          \
            for (int i = 1; i < length; i++) {                                         \
                VECTORS                                                                \
                for (LONG c = 0; c < run; c++) {                                       \
                    T candidate = x[base + i * inner + c];                             \
                    int beats = BEATS(better, candidate, best[c]);                     \
                    best[c] = beats ? candidate : best[c];                             \
                    position[c] = beats ? i : position[c];                             \
                }                                                                      \
            }                                                                          \
            for (LONG c = 0; c < run; c++) {                                           \
                y[line + c] = position[c];                                             \
            }                                                                          \
        })                                                                             \
    }
#else
#define BY_ITEMS(name, better, extreme)                                                \
    KERNEL(name##_items)(OUT(int, y), IN(T, x), LONG lines, LONG length, LONG inner,      \
                        LONG piece) { \
        BEGIN(y);                                                                      \
        BEGIN(x);                                                                      \
        LONG line = ITEM;                                                              \
        if (line < lines) {                                                            \
            LONG base = line / inner * length * inner + line % inner;                  \
            T best = x[base];                                                          \
            int position = 0;                                                          \
            for (LONG i = 1; i < length; i++) {                                        \
                T candidate = x[base + i * inner];                                     \
                if (BEATS(better, candidate, best)) {                                  \
                    best = candidate;                                                  \
                    position = (int) i;                                                \
                }                                                                      \
            }                                                                          \
            y[line] = position;                                                        \
        }                                                                              \
    }
#endif

#define ARG(name, better, extreme)                                                     \
    BY_ROWS(name, better)                                                              \
    BY_ITEMS(name, better, extreme)

ARG(argmax, GREATER, larger)
ARG(argmin, LESS, smaller)
