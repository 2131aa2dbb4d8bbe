/*
 * Where the first index lies that is neither in range nor `ignored`; `first` holds 2147483647
 * before.
 */
KERNEL(first_outside)
(IN(int, indices), GLOBAL int* first, LONG count, LONG lowest, LONG highest, LONG ignored) {
    BEGIN(indices);
    LONG i = ITEM;
    if (i < count && (indices[i] < lowest || indices[i] > highest) && indices[i] != ignored) {
        ATOMIC_MIN(first, (int) i);
    }
}

/* Negative ones count from the end. */
KERNEL(resolve)(GLOBAL int* resolved, IN(int, indices), LONG count, LONG length) {
    BEGIN(indices);
    LONG i = ITEM;
    if (i < count) {
        resolved[i] = (int) (indices[i] < 0 ? indices[i] + length : indices[i]);
    }
}
