package org.ranvier.cpu.math;

/** A function of one argument on neighbouring elements. */
@FunctionalInterface
public interface UnaryKernel {
    /**
     * Computes {@code y[i] = f(x[i])}.
     *
     * @param x address of what is read
     * @param y address of what is written; the same elements or others altogether
     * @param n the number of elements
     */
    void run(long x, long y, int n);
}
