package org.ranvier.cpu.reduce;

/** Joins the elements of each row of a rectangle. */
@FunctionalInterface
interface RowKernel {
    /**
     * Joins rows, each in an order that follows from its length alone.
     *
     * @param x address of the elements, which are neighbours in a row
     * @param pitch the distance of rows, in bytes
     * @param rows the number of rows
     * @param n the number of elements of a row, above 0
     * @param results address of the results, F64
     */
    void run(long x, long pitch, int rows, int n, long results);
}
