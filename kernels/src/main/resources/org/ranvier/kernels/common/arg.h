/*
 * The position of the first extreme element of each line: x is [outer, length, inner], y [outer,
 * inner]. NaN is the extreme.
 */
#include "types.h"
#include "share.h"

typedef struct {
    T value;
    int position;
} BEST;

#define GREATER(a, b) ((a) > (b))
#define LESS(a, b) ((a) < (b))
#define BEATS(better, a, b) (!IS_NAN(b) && (IS_NAN(a) || better(a, b)))

#define ARG(name, better)                                                              \
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
    KERNEL(name##_items)(OUT(int, y), IN(T, x), LONG lines, LONG length, LONG inner) { \
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
    }                                                                                  \
    KERNEL(name##_rows)(OUT(int, y), IN(T, x), LONG lines, LONG length, LONG inner) {  \
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

ARG(argmax, GREATER)
ARG(argmin, LESS)
