package org.ranvier.cpu.norm;

/**
 * The inner loops of layer normalisation, for one type of elements. Sums are taken in blocks, in
 * lanes of the elements' own type, element i in lane i mod twice the lanes of a vector; the sum
 * over blocks is F64. A first mean is thus about as good as an element; differences from it give
 * the variance and what the mean lacks: {@code Σd²/n − (Σd/n)²}, without cancellation since d is
 * small.
 *
 * <p>Operands are given by their addresses: first inputs, then outputs, in the order of the
 * operation.
 */
interface LayerKernel {
    /** Elements whose sum is taken at once: a multiple of twice the lanes of a vector. */
    int BLOCK = 1024;

    /**
     * Normalises rows.
     *
     * @param at x, γ, β; y
     * @param rows how many, one behind the other
     * @param n elements of a row
     * @param epsilon ε
     */
    void forward(long[] at, long rows, int n, double epsilon);

    /**
     * Gradients of rows.
     *
     * @param at x, γ, gradient; gradient of x, and what is added to those of γ and β
     * @param rows how many, one behind the other
     * @param n elements of a row
     * @param epsilon ε
     */
    void backward(long[] at, long rows, int n, double epsilon);
}
