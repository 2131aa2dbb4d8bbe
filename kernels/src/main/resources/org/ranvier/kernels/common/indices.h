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
 * The order of positions that are not negative, sorted by counting, for a processor. A work item,
 * alone in its group, has one of `parts` of them, and what it counts in a row of `starts` of its
 * own; the last part has the first row.
 */
#ifdef CPU
#define PART GROUP_ID
#else
#define PART ITEM
#endif

#define ROW_OF(part) (starts + (parts - 1 - (part)) * length)
#define FOR_PART for (LONG i = count * PART / parts; i < count * (PART + 1) / parts; i++)

/* How many there are of each. */
ELEMENTS(count_positions)
(GLOBAL int* starts, GLOBAL const int* positions, LONG count, LONG length, LONG parts) {
    if (PART < parts) {
        GLOBAL int* mine = ROW_OF(PART);
        for (LONG i = 0; i < length; i++) {
            mine[i] = 0;
        }
        FOR_PART {
            mine[positions[i]]++;
        }
    }
}

/* Where each begins; one work item. */
ELEMENTS(start_positions)(GLOBAL int* starts, LONG length, LONG parts) {
    int start = 0;
    for (LONG i = 0; i < length && PART == 0; i++) {
        for (LONG part = 0; part < parts; part++) {
            int count = ROW_OF(part)[i];
            ROW_OF(part)[i] = start;
            start += count;
        }
    }
}

/* Afterwards the first row tells where each ends. */
ELEMENTS(place_positions)
(GLOBAL int* order, GLOBAL int* starts, GLOBAL const int* positions, LONG count, LONG length,
 LONG parts) {
    if (PART < parts) {
        GLOBAL int* mine = ROW_OF(PART);
        FOR_PART {
            order[mine[positions[i]]++] = (int) i;
        }
    }
}
