/*
 * Kernels that do the same for each of many elements. A work item has one of them; on a processor
 * it has a run of PIECE and a group of its own, so that the compiler makes vectors of the loop.
 *
 * FOR_ELEMENTS(i, n) runs over the elements of this work item. FOR_VIEW_k does so for k tensors of
 * any layout: at0 … are where the element lies in each. Elements may be taken in any order.
 */
#include "views.h"

#ifdef CPU
#define ELEMENTS(name) SINGLE(name)

#define PIECE_END(start, n) ((start) + PIECE < (n) ? (start) + PIECE : (n))

#define FOR_ELEMENTS(i, n) \
    VECTORS                \
    for (LONG i = GROUP_ID * PIECE, i##_end = PIECE_END(i, n); i < i##_end; i++)

/* A stretch along the innermost axis, of `run` elements at given strides. */
#define RUN(s0, s1, s2, s3, STEP)                                                        \
    {                                                                                    \
        VECTORS                                                                          \
        for (LONG j = 0; j < run; j++) {                                                 \
            LONG at0 = start[0] + j * (s0), at1 = start[1] + j * (s1);                   \
            LONG at2 = start[2] + j * (s2), at3 = start[3] + j * (s3);                   \
            STEP                                                                         \
        }                                                                                \
    }

#define FOR_STRETCHES(n, view, STEP)                                                     \
    LONG width = view.rank > 0 ? view.size[0] : 1, run = 0, step[4];                     \
    for (int k = 0; k < 4; k++) {                                                        \
        step[k] = view.rank > 0 ? view.stride[k][0] : 0;                                 \
    }                                                                                    \
    for (LONG i = GROUP_ID * PIECE, end = PIECE_END(i, n); i < end; i += run) {          \
        LONG start[4] = {0, 0, 0, 0};                                                    \
        WALK(view, i, for (int k = 0; k < 4; k++) { start[k] += at * view.stride[k][axis]; }) \
        run = width - i % width < end - i ? width - i % width : end - i;                 \
        STEP                                                                             \
    }

#define FOR_VIEW_1(n, view, STEP)                                                        \
    FOR_STRETCHES(n, view, if (step[0] == 1) RUN(1, 0, 0, 0, STEP)                       \
                           else RUN(step[0], 0, 0, 0, STEP))

#define FOR_VIEW_2(n, view, STEP)                                                        \
    FOR_STRETCHES(n, view, if (step[0] == 1 && step[1] == 1) RUN(1, 1, 0, 0, STEP)       \
                           else if (step[0] == 1 && step[1] == 0) RUN(1, 0, 0, 0, STEP)  \
                           else RUN(step[0], step[1], 0, 0, STEP))

#define FOR_VIEW_3(n, view, STEP)                                                        \
    FOR_STRETCHES(                                                                       \
            n, view,                                                                     \
            if (step[0] == 1 && step[1] == 1 && step[2] == 1) RUN(1, 1, 1, 0, STEP)      \
            else if (step[0] == 1 && step[1] == 1 && step[2] == 0) RUN(1, 1, 0, 0, STEP) \
            else if (step[0] == 1 && step[1] == 0 && step[2] == 1) RUN(1, 0, 1, 0, STEP) \
            else RUN(step[0], step[1], step[2], 0, STEP))

#define FOR_VIEW_4(n, view, STEP)                                                        \
    FOR_STRETCHES(n, view, RUN(step[0], step[1], step[2], step[3], STEP))
#else
#define ELEMENTS(name) KERNEL(name)

#define FOR_ELEMENTS(i, n) \
    LONG i = ITEM;         \
    if (i < (n))

#define FOR_VIEW(n, view, STEP)                                                          \
    FOR_ELEMENTS(i, n) {                                                                 \
        LONG at0 = 0, at1 = 0, at2 = 0, at3 = 0;                                         \
        WALK(view, i, at0 += at * view.stride[0][axis]; at1 += at * view.stride[1][axis]; \
             at2 += at * view.stride[2][axis]; at3 += at * view.stride[3][axis])         \
        STEP                                                                             \
    }
#define FOR_VIEW_1 FOR_VIEW
#define FOR_VIEW_2 FOR_VIEW
#define FOR_VIEW_3 FOR_VIEW
#define FOR_VIEW_4 FOR_VIEW
#endif
