package org.ranvier.cpu.math;

/** A function of two arguments on neighbouring elements. */
@FunctionalInterface
public interface BinaryKernel {
    /**
     * Computes {@code y[i] = f(a[i], b[i])}.
     *
     * @param a address of the first arguments
     * @param b address of the second arguments
     * @param y address of what is written; the elements of an argument or others altogether
     * @param n the number of elements
     */
    void run(long a, long b, long y, int n);
}
