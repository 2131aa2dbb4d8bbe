/*
 * The stable order that sorts each line of x [outer, length, inner]; orders are [line, length].
 * First blocks are sorted by counting, then neighbouring runs are merged until one is left. In
 * both, an element finds its place by itself.
 */
#include "types.h"

#define BLOCK 32

/* Whether a must come before b, NaN as the largest. */
INLINE int before(T a, T b, LONG descending) {
    return descending ? !IS_NAN(b) && (IS_NAN(a) || a > b) : !IS_NAN(a) && (IS_NAN(b) || a < b);
}

KERNEL(sort_blocks)
(GLOBAL int* order, IN(T, x), LONG elements, LONG length, LONG inner, LONG descending) {
    BEGIN(x);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / length, position = i % length;
        GLOBAL const T* keys = x + line / inner * length * inner + line % inner;
        T key = keys[position * inner];
        LONG start = position / BLOCK * BLOCK;
        LONG end = start + BLOCK < length ? start + BLOCK : length;
        LONG place = start;
        for (LONG other = start; other < end; other++) {
            T value = keys[other * inner];
            place += before(value, key, descending)
                     || (other < position && !before(key, value, descending));
        }
        order[line * length + place] = (int) position;
    }
}

/* Merges sorted runs of `run` elements two by two. */
KERNEL(sort_merge)
(GLOBAL int* merged, GLOBAL const int* order, IN(T, x), LONG elements, LONG length, LONG inner,
 LONG descending, LONG run) {
    BEGIN(x);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / length, position = i % length;
        GLOBAL const T* keys = x + line / inner * length * inner + line % inner;
        GLOBAL const int* mine = order + line * length;
        int index = mine[position];
        T key = keys[index * inner];
        LONG pair = position / (2 * run) * (2 * run);
        int left = position < pair + run;
        LONG start = left ? pair + run : pair;
        LONG low = start < length ? start : length;
        LONG high = low + run < length ? low + run : length;
        LONG first = low;
        while (low < high) {
            LONG middle = (low + high) / 2;
            T value = keys[mine[middle] * inner];
            if (left ? before(value, key, descending) : !before(key, value, descending)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        LONG rank = position - (left ? pair : pair + run);
        merged[line * length + pair + rank + (low - first)] = index;
    }
}

/* Back to the order of axes of x. */
KERNEL(sort_place)(OUT(int, y), GLOBAL const int* order, LONG elements, LONG length, LONG inner) {
    BEGIN(y);
    LONG i = ITEM;
    if (i < elements) {
        LONG outer = i / (length * inner), position = i / inner % length;
        y[i] = order[(outer * inner + i % inner) * length + position];
    }
}
