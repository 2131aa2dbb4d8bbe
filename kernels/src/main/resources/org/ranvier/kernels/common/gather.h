/*
 * Slices along an axis at given positions, negative ones counted from the end, and the adjoint. A
 * tensor is [outer, length, inner], the indices [count].
 */
#include "types.h"
#include "elements.h"

#ifdef CPU
/* Stretches of elements that lie side by side, or of slices of one element. */
SINGLE(gather)
(OUT(T, y), IN(T, x), IN(int, indices), LONG elements, LONG length, LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(indices);
    LONG width = inner == 1 ? count : inner;
    for (LONG i = GROUP_ID * PIECE, end = PIECE_END(i, elements), run; i < end; i += run) {
        LONG line = i / inner, column = i % width;
        LONG base = line / count * length;
        run = width - column < end - i ? width - column : end - i;
        if (inner == 1) {
            VECTORS
            for (LONG j = 0; j < run; j++) {
                int from = indices[column + j];
                y[i + j] = x[base + from + (from < 0 ? length : 0)];
            }
        } else {
            LONG from = indices[line % count];
            from = (base + from + (from < 0 ? length : 0)) * inner + column;
            VECTORS
            for (LONG j = 0; j < run; j++) {
                y[i + j] = x[from + j];
            }
        }
    }
}
#else
KERNEL(gather)
(OUT(T, y), IN(T, x), IN(int, indices), LONG elements, LONG length, LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(indices);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / inner;
        LONG from = indices[line % count];
        from += from < 0 ? length : 0;
        y[i] = x[(line / count * length + from) * inner + i % inner];
    }
}
#endif

#if T_TYPE != BOOL
#include "sum.h"

#ifdef CPU
/*
 * Adds the updates [outer, count, inner] of equal positions in their order: `order` has the updates
 * of one output together, `ends` tells where they end.
 */
#define COLUMNS 256

SINGLE(scatter_add)
(OUT(T, y), IN(T, updates), GLOBAL const int* ends, GLOBAL const int* order, LONG elements,
 LONG length, LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(updates);
    for (LONG i = GROUP_ID * PIECE, end = PIECE_END(i, elements), run; i < end; i += run) {
        LONG line = i / inner, column = i % inner;
        LONG position = line % length;
        LONG base = line / length * count;
        run = inner - column < end - i ? inner - column : end - i;
        run = run < COLUMNS ? run : COLUMNS;
        SUM sum[COLUMNS];
        for (LONG j = 0; j < run; j++) {
            sum[j] = sum_of(0);
        }
        for (LONG k = position > 0 ? ends[position - 1] : 0; k < ends[position]; k++) {
            LONG from = (base + order[k]) * inner + column;
            VECTORS
            for (LONG j = 0; j < run; j++) {
                sum[j] = sum_add(sum[j], updates[from + j]);
            }
        }
        for (LONG j = 0; j < run; j++) {
            y[i + j] = sum_value(sum[j]);
        }
    }
}
#else
/*
 * Adds the updates [outer, count, inner] of equal positions in their order. `order` sorts the
 * positions, which are not negative, so that those of one output lie together; a binary search
 * finds the first.
 */
INLINE LONG first_of(GLOBAL const int* positions, GLOBAL const int* order, LONG count, LONG key) {
    LONG low = 0, high = count;
    while (low < high) {
        LONG middle = (low + high) / 2;
        if (positions[order[middle]] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

KERNEL(scatter_add)
(OUT(T, y), IN(T, updates), GLOBAL const int* positions, GLOBAL const int* order, LONG elements,
 LONG length, LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(updates);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / inner;
        LONG position = line % length;
        LONG base = line / length * count;
        SUM sum = sum_of(0);
        for (LONG k = first_of(positions, order, count, position);
             k < count && positions[order[k]] == position; k++) {
            sum = sum_add(sum, updates[(base + order[k]) * inner + i % inner]);
        }
        y[i] = sum_value(sum);
    }
}
#endif
#endif
