/*
 * Slices along an axis at given positions, negative ones counted from the end, and the adjoint. A
 * tensor is [outer, length, inner], the indices [count].
 */
#include "types.h"
#include "share.h"

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

/*
 * Adds the updates [outer, count, inner] of equal positions in their order. `order` sorts the
 * positions, which are not negative, so that those of one output lie together; a binary search
 * finds the first.
 */
#if T_TYPE != BOOL
#include "sum.h"

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
