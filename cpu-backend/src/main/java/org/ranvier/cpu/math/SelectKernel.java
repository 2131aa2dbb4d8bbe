package org.ranvier.cpu.math;

/** A choice between neighbouring elements. */
@FunctionalInterface
public interface SelectKernel {
    /**
     * Computes {@code y[i] = c[i] ? a[i] : b[i]}.
     *
     * @param c address of truth values
     * @param a address of what is taken where true
     * @param b address of what is taken where false
     * @param y address of what is written; the elements of an argument or others altogether
     * @param n the number of elements
     */
    void run(long c, long a, long b, long y, int n);
}
