package org.ranvier.cpu.pool;

/** The inner loop of max pooling: neighbouring outputs whose windows lie alike in the input. */
interface MaxRow {
    /**
     * For each output the largest element of its window and where it is; the first of equal ones,
     * and NaN counts as the largest.
     *
     * @param x address of the channel
     * @param left elements from there to the end of the input
     * @param first where the first output's window begins, along the last axis
     * @param taps where the elements of a window are, seen from its beginning, in order
     * @param stride distance of windows
     * @param y where the values go
     * @param at where the positions in the channel go, I32
     * @param n how many outputs
     */
    void run(long x, long left, int first, int[] taps, int stride, long y, long at, int n);
}
