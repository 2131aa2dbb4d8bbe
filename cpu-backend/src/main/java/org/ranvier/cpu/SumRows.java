package org.ranvier.cpu;

/** Adds rows that lie at places. */
@FunctionalInterface
interface SumRows {
    /**
     * Adds rows in the order of their numbers' list; the sums are F64 until they are complete.
     *
     * @param x address of row 0
     * @param pitch distance of rows, in bytes
     * @param rows numbers of rows
     * @param first the first of the numbers that count
     * @param end behind the last
     * @param y where the sum goes
     * @param n elements of a row
     */
    void run(long x, long pitch, int[] rows, int first, int end, long y, int n);
}
