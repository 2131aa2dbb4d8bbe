package org.ranvier.cpu.softmax;

/**
 * The inner loops, for one type of elements. Each row is read thrice: for its maximum, for the sum
 * of {@code e^(x − max)}, and to be written; a row stays in the cache between.
 *
 * <p>Sums are taken in blocks, so that they stay accurate in long rows. NaN does not enter a
 * maximum, but every sum. Addresses are those of native memory.
 */
interface SoftmaxKernel {
    /** Elements whose sum is taken at once: a multiple of the lanes of a vector. */
    int BLOCK = 1024;

    /**
     * Softmax of rows of neighbouring elements.
     *
     * @param x address of the first row
     * @param y address of the first row of the result
     * @param rows how many, one behind the other
     * @param n elements of a row
     * @param log whether the logarithm is taken
     */
    void rows(long x, long y, long rows, int n, boolean log);

    /**
     * Softmax of columns, which lie side by side.
     *
     * @param x address of the first element of the first column
     * @param y where its result goes
     * @param columns how many
     * @param n elements of a column
     * @param step distance of elements of a column, in bytes
     * @param log whether the logarithm is taken
     */
    void columns(long x, long y, int columns, int n, long step, boolean log);

    /**
     * Cross-entropy of rows.
     *
     * @param x address of the first row of logits
     * @param targets address of the first target
     * @param y address of the first loss
     * @param rows how many
     * @param n elements of a row
     * @param ignored a target that stands for none
     * @param smoothing what part of a target is spread over all classes
     */
    void loss(long x, long targets, long y, long rows, int n, int ignored, double smoothing);

    /**
     * Gradients of the cross-entropy of rows.
     *
     * @param x address of the first row of logits
     * @param targets address of the first target
     * @param g address of the first loss's gradient
     * @param y address of the first row of the result
     * @param rows how many
     * @param n elements of a row
     * @param ignored a target that stands for none
     * @param smoothing what part of a target is spread over all classes
     */
    void gradient(
            long x, long targets, long g, long y, long rows, int n, int ignored, double smoothing);
}
