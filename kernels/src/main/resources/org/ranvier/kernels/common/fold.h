/*
 * Adds overlapping windows, the adjoint of cutting them: x is [outer, windows, inner, size], y
 * [outer, length, inner].
 */
#include "types.h"
#include "sum.h"

KERNEL(fold)
(OUT(T, y), IN(T, x), LONG elements, LONG length, LONG inner, LONG windows, LONG size, LONG step,
 LONG dilation) {
    BEGIN(y);
    BEGIN(x);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / inner;
        LONG position = line % length;
        LONG base = line / length * windows;
        SUM sum = sum_of(0);
        for (LONG k = 0; k < size; k++) {
            LONG start = position - k * dilation;
            if (start >= 0 && start % step == 0 && start / step < windows) {
                sum = sum_add(sum, x[((base + start / step) * inner + i % inner) * size + k]);
            }
        }
        y[i] = sum_value(sum);
    }
}
