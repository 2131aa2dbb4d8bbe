package org.ranvier.cpu.pool;

/** The inner loops of max pooling. */
interface MaxKernel {
    /**
     * For each output the largest element of its window and where it is; the first of equal ones,
     * and NaN counts as the largest.
     *
     * @param area which outputs
     * @param x address of the channel
     * @param y where the channel's values go
     * @param at where the positions in the channel go, I32
     */
    void run(MaxArea area, long x, long y, long at);
}
