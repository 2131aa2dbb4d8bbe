package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;

/** A function of one argument on neighbouring elements. */
@FunctionalInterface
public interface UnaryKernel {
    /**
     * Computes {@code y[i] = f(x[i])}.
     *
     * @param x what is read
     * @param from where it begins, in bytes
     * @param y what is written; the same elements or others altogether
     * @param to where it begins, in bytes
     * @param n the number of elements
     */
    void run(MemorySegment x, long from, MemorySegment y, long to, int n);
}
