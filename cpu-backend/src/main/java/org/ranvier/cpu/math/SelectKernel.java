package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;

/** A choice between neighbouring elements. */
@FunctionalInterface
public interface SelectKernel {
    /**
     * Computes {@code y[i] = c[i] ? a[i] : b[i]}.
     *
     * @param c truth values
     * @param fromC where they begin, in bytes
     * @param a taken where true
     * @param fromA where they begin, in bytes
     * @param b taken where false
     * @param fromB where they begin, in bytes
     * @param y what is written; the elements of an argument or others altogether
     * @param to where it begins, in bytes
     * @param n the number of elements
     */
    void run(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n);
}
