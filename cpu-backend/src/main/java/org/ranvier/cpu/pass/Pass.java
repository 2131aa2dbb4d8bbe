package org.ranvier.cpu.pass;

/** From n neighbouring elements of some operands to n of some others. */
@FunctionalInterface
public interface Pass {
    /**
     * Computes elements. An output may lie where an input lies, but must not overlap one otherwise.
     *
     * @param c the constants of the operation
     * @param at addresses of the first elements: inputs, then outputs
     * @param n how many elements
     */
    void run(double[] c, long[] at, int n);
}
