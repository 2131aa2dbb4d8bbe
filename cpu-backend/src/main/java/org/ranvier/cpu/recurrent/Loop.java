package org.ranvier.cpu.recurrent;

/** One pass over neighbouring elements of several operands. */
@FunctionalInterface
interface Loop {
    /**
     * Does the pass.
     *
     * @param p where each operand begins in native memory, in the order that the loop states
     * @param n the number of elements
     */
    void run(long[] p, int n);
}
