package org.ranvier.cpu;

/** Copies rows from places. */
@FunctionalInterface
interface TakeRows {
    /**
     * Copies rows behind each other.
     *
     * @param x address of row 0
     * @param y where the copies go
     * @param bytes of a row
     * @param places the numbers of the rows
     * @param n how many
     */
    void run(long x, long y, long bytes, int[] places, int n);
}
