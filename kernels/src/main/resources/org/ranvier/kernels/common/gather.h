/*
 * Slices along an axis at given positions, negative ones counted from the end, and the adjoint. A
 * tensor is [outer, length, inner], the indices [count].
 */
#include "types.h"
#include "share.h"

INLINE LONG resolved(int index, LONG length) {
    return index < 0 ? index + length : index;
}

KERNEL(gather)
(OUT(T, y), IN(T, x), IN(int, indices), LONG elements, LONG length, LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(x);
    BEGIN(indices);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / inner;
        LONG from = resolved(indices[line % count], length);
        y[i] = x[(line / count * length + from) * inner + i % inner];
    }
}

/*
 * Adds the updates [outer, count, inner] of equal positions in their order. `order` sorts the
 * positions, so that those of one output lie together: two binary searches find them.
 */
#if T_TYPE != BOOL
#include "sum.h"

INLINE LONG lower_bound(GLOBAL const int* keys, GLOBAL const int* order, LONG count, LONG key,
                        LONG length) {
    LONG low = 0, high = count;
    while (low < high) {
        LONG middle = (low + high) / 2;
        if (resolved(keys[order[middle]], length) < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

KERNEL(scatter_add)
(OUT(T, y), IN(T, updates), IN(int, indices), GLOBAL const int* order, LONG elements, LONG length,
 LONG count, LONG inner) {
    BEGIN(y);
    BEGIN(updates);
    BEGIN(indices);
    LONG i = ITEM;
    if (i < elements) {
        LONG line = i / inner;
        LONG position = line % length;
        LONG base = line / length * count;
        SUM sum = sum_of(0);
        for (LONG k = lower_bound(indices, order, count, position, length);
             k < count && resolved(indices[order[k]], length) == position; k++) {
            sum = sum_add(sum, updates[(base + order[k]) * inner + i % inner]);
        }
        y[i] = sum_value(sum);
    }
}
#endif
