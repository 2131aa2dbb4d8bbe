/* Indices are looked through before they are used. */
#include "elements.h"

#define OUTSIDE(i) \
    ((indices[i] < lowest | indices[i] > highest) & indices[i] != ignored)

/*
 * Where the first index lies that is neither in range nor `ignored`; `first` holds 2147483647
 * before.
 */
ELEMENTS(first_outside)
(IN(int, indices), GLOBAL int* first, LONG count, LONG lowest, LONG highest, LONG ignored) {
    BEGIN(indices);
    int mine = 2147483647;
    FOR_ELEMENTS(i, count) {
        int candidate = OUTSIDE(i) ? (int) i : 2147483647;
        mine = candidate < mine ? candidate : mine;
    }
    if (mine < 2147483647) {
        ATOMIC_MIN(first, mine);
    }
}

/* Negative ones count from the end. */
ELEMENTS(resolve)(GLOBAL int* resolved, IN(int, indices), LONG count, LONG length) {
    BEGIN(indices);
    FOR_ELEMENTS(i, count) {
        resolved[i] = (int) (indices[i] < 0 ? indices[i] + length : indices[i]);
    }
}

/*
 * The order of positions that are not negative, for a processor: where those of each end, and their
 * order. A work item, alone in its group, has `range` of `length` positions, so that nobody else
 * counts or places them.
 */
#ifdef CPU
#define OWNER GROUP_ID
#else
#define OWNER ITEM
#endif

#define FOR_OWN(STEP)                                             \
    LONG low = OWNER * range, high = low + range;                  \
    for (LONG i = 0; i < count; i++) {                            \
        int position = positions[i];                              \
        if (position >= low && position < high) {                 \
            STEP                                                  \
        }                                                         \
    }

/* `starts` is one longer than there are positions: how many there are of each, one place behind. */
ELEMENTS(count_positions)
(GLOBAL int* starts, GLOBAL const int* positions, LONG count, LONG length, LONG range) {
    LONG first = OWNER * range;
    for (LONG i = first; i < first + range && i < length; i++) {
        starts[i + 1] = 0;
    }
    FOR_OWN(starts[position + 1]++;)
}

/* Where each begins; one work item. */
ELEMENTS(start_positions)(GLOBAL int* starts, LONG length) {
    if (OWNER == 0) {
        starts[0] = 0;
        for (LONG i = 1; i <= length; i++) {
            starts[i] += starts[i - 1];
        }
    }
}

/* Afterwards `starts` tells where each ends. */
ELEMENTS(place_positions)
(GLOBAL int* order, GLOBAL int* starts, GLOBAL const int* positions, LONG count, LONG range) {
    FOR_OWN(order[starts[position]++] = (int) i;)
}
