package org.ranvier.cpu.reduce;

/** Joins the elements of each column of a rectangle, from the first row to the last. */
@FunctionalInterface
public interface ColumnKernel {
    /**
     * Joins rows to what there is.
     *
     * @param x address of the elements, which are neighbours in a row
     * @param pitch the distance of rows, in bytes
     * @param rows the number of rows
     * @param n the number of columns, at most {@link org.ranvier.cpu.memory.Scratch#ELEMENTS}
     * @param results address of partial results, F64, one a column
     */
    void run(long x, long pitch, int rows, int n, long results);
}
