/* Copies with conversion from S to T. */
#include "types.h"
#include "elements.h"
#include "row.h"

#if T_TYPE == BOOL
#define CONVERT(x) ((x) != 0)
#elif T_TYPE == I32 && (S_TYPE == F32 || S_TYPE == F64)
/* Towards 0, saturating; NaN gives 0. */
#define CONVERT(x)                                                      \
    ((x) != (x) ? 0                                                     \
                : (x) >= (S) 2147483648 ? 2147483647                    \
                                        : (x) < (S) -2147483648 ? -2147483647 - 1 : (int) (x))
#else
#define CONVERT(x) ((T) (x))
#endif

ELEMENTS(copy)(OUT(T, y), IN(S, source), LONG n) {
    BEGIN(y);
    BEGIN(source);
    FOR_ELEMENTS(i, n) {
        S x = source[i];
        y[i] = CONVERT(x);
    }
}

ELEMENTS(copy_strided)(OUT(T, y), IN(S, source), LONG n, View view) {
    BEGIN(y);
    BEGIN(source);
    FOR_VIEW_2(n, view, S x = source[at1]; y[at0] = CONVERT(x);)
}

/*
 * The same where y lies in one piece along the first axis of the view and x along the second, one
 * tile a group.
 */
#ifdef CPU
#define TILE 64
#define DOWN 256
#define SIDE 16
#else
#define TILE 32
#define DOWN 32
#endif

#define TILE_PLACE                                                              \
    LONG across = (view.size[0] + TILE - 1) / TILE;                             \
    LONG down = (view.size[1] + DOWN - 1) / DOWN;                               \
    LONG rest = GROUP_ID / across, i0 = GROUP_ID % across * TILE;               \
    LONG i1 = rest % down * DOWN;                                               \
    rest /= down;                                                               \
    LONG step0 = view.stride[1][0], step1 = view.stride[0][1];                  \
    LONG to = i0 + i1 * step1, from = i0 * step0 + i1;                          \
    for (int axis = 2; axis < view.rank; axis++) {                              \
        LONG at = rest % view.size[axis];                                       \
        rest /= view.size[axis];                                                \
        to += at * view.stride[0][axis];                                        \
        from += at * view.stride[1][axis];                                      \
    }                                                                           \
    int n0 = (int) (view.size[0] - i0 < TILE ? view.size[0] - i0 : TILE);       \
    int n1 = (int) (view.size[1] - i1 < DOWN ? view.size[1] - i1 : DOWN);

#ifdef CPU
/* Past the caches where the place allows it: as lines are written whole, none need be read. */
#if T_TYPE != BOOL
#define STORE_PAST(row, at)                                     \
    if (((ULONG) (at) & (sizeof(ROW) - 1)) == 0) {              \
        __builtin_nontemporal_store(row, (GLOBAL ROW*) (at));   \
    } else {                                                    \
        vstore16(row, 0, at);                                   \
    }
#else
#define STORE_PAST(row, at) vstore16(row, 0, at);
#endif

/* Each step interleaves rows with those SIDE / 2 below; of as many as bits count a row it turns all. */
INLINE void copy_square(GLOBAL T* y, LONG step_y, GLOBAL const S* source, LONG step) {
    ROW rows[SIDE], next[SIDE];
    UNROLL
    for (int r = 0; r < SIDE; r++) {
        T row[SIDE];
        for (int c = 0; c < SIDE; c++) {
            S x = source[r * step + c];
            row[c] = CONVERT(x);
        }
        rows[r] = vload16(0, row);
    }
    UNROLL
    for (int bit = 1; bit < SIDE; bit *= 2) {
        UNROLL
        for (int r = 0; r < SIDE / 2; r++) {
            next[2 * r].even = rows[r].lo;
            next[2 * r].odd = rows[r + SIDE / 2].lo;
            next[2 * r + 1].even = rows[r].hi;
            next[2 * r + 1].odd = rows[r + SIDE / 2].hi;
        }
        UNROLL
        for (int r = 0; r < SIDE; r++) {
            rows[r] = next[r];
        }
    }
    UNROLL
    for (int r = 0; r < SIDE; r++) {
        STORE_PAST(rows[r], y + r * step_y);
    }
}
#endif

ELEMENTS(copy_tiles)(OUT(T, y), IN(S, source), LONG n, View view) {
    BEGIN(y);
    BEGIN(source);
    TILE_PLACE
#ifdef CPU
    for (int b1 = 0; b1 < n1; b1 += SIDE) {
        for (int b0 = 0; b0 < n0; b0 += SIDE) {
            LONG start = from + b0 * step0 + b1, first = to + b0 + b1 * step1;
            int m0 = n0 - b0 < SIDE ? n0 - b0 : SIDE, m1 = n1 - b1 < SIDE ? n1 - b1 : SIDE;
            if (m0 == SIDE && m1 == SIDE) {
                copy_square(y + first, step1, source + start, step0);
                continue;
            }
            for (int c = 0; c < m1; c++) {
                for (int r = 0; r < m0; r++) {
                    S x = source[start + r * step0 + c];
                    y[first + r + c * step1] = CONVERT(x);
                }
            }
        }
    }
#else
    LOCAL T tile[TILE][TILE + 1];
    for (int k = LOCAL_ID; k < TILE * TILE; k += GROUP) {
        int r = k / TILE, c = k % TILE;
        if (r < n0 && c < n1) {
            S x = source[from + r * step0 + c];
            tile[r][c] = CONVERT(x);
        }
    }
    BARRIER;
    for (int k = LOCAL_ID; k < TILE * TILE; k += GROUP) {
        int r = k % TILE, c = k / TILE;
        if (r < n0 && c < n1) {
            y[to + r + c * step1] = tile[r][c];
        }
    }
#endif
}
