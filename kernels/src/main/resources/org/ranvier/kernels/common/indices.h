/* Where the first index lies that is out of range; `first` holds 2147483647 before. */
KERNEL(first_outside)(IN(int, indices), GLOBAL int* first, LONG count, LONG lowest, LONG highest) {
    BEGIN(indices);
    LONG i = ITEM;
    if (i < count && (indices[i] < lowest || indices[i] > highest)) {
        ATOMIC_MIN(first, (int) i);
    }
}
