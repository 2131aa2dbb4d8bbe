package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;

/** A function of two arguments on neighbouring elements. */
@FunctionalInterface
public interface BinaryKernel {
    /**
     * Computes {@code y[i] = f(a[i], b[i])}.
     *
     * @param a the first arguments
     * @param fromA where they begin, in bytes
     * @param b the second arguments
     * @param fromB where they begin, in bytes
     * @param y what is written; the elements of an argument or others altogether
     * @param to where it begins, in bytes
     * @param n the number of elements
     */
    void run(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n);
}
