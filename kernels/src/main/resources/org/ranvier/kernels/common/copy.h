/* Copies with conversion from S to T. */
#include "types.h"
#include "elements.h"

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
#define SIDE 16
#else
#define TILE 32
#endif

#define TILE_PLACE                                                              \
    LONG across = (view.size[0] + TILE - 1) / TILE;                             \
    LONG down = (view.size[1] + TILE - 1) / TILE;                               \
    LONG rest = GROUP_ID / across, i0 = GROUP_ID % across * TILE;               \
    LONG i1 = rest % down * TILE;                                               \
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
    int n1 = (int) (view.size[1] - i1 < TILE ? view.size[1] - i1 : TILE);

ELEMENTS(copy_tiles)(OUT(T, y), IN(S, source), LONG n, View view) {
    BEGIN(y);
    BEGIN(source);
    TILE_PLACE
#ifdef CPU
    for (int b1 = 0; b1 < n1; b1 += SIDE) {
        for (int b0 = 0; b0 < n0; b0 += SIDE) {
            T tile[SIDE][SIDE];
            int m0 = n0 - b0, m1 = n1 - b1;
            if (m0 >= SIDE && m1 >= SIDE) {
                for (int r = 0; r < SIDE; r++) {
                    for (int c = 0; c < SIDE; c++) {
                        S x = source[from + (b0 + r) * step0 + b1 + c];
                        tile[r][c] = CONVERT(x);
                    }
                }
                for (int c = 0; c < SIDE; c++) {
                    for (int r = 0; r < SIDE; r++) {
                        y[to + b0 + r + (b1 + c) * step1] = tile[r][c];
                    }
                }
            } else {
                for (int c = 0; c < m1 && c < SIDE; c++) {
                    for (int r = 0; r < m0 && r < SIDE; r++) {
                        S x = source[from + (b0 + r) * step0 + b1 + c];
                        y[to + b0 + r + (b1 + c) * step1] = CONVERT(x);
                    }
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
