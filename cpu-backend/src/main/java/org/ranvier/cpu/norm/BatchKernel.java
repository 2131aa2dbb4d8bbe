package org.ranvier.cpu.norm;

/**
 * The inner loops of batch normalisation, for one type of elements. Sums are taken in double
 * precision, element i of a run in lane i mod twice the lanes of F64; variances are those of
 * differences from the mean.
 *
 * <p>Operands are given by their addresses: first inputs, then outputs, in the order of the
 * operation.
 */
interface BatchKernel {
    /**
     * Normalises a channel.
     *
     * @param at the channel's part of x, γ, β; y, mean, variance
     * @param planes where its elements lie in x and y
     * @param epsilon ε
     */
    void batch(long[] at, Planes planes, double epsilon);

    /**
     * Gradients of a channel.
     *
     * @param at the channel's part of x, γ, mean, variance, gradient; gradients of x, γ, β
     * @param planes where its elements lie in x and its gradient
     * @param epsilon ε
     */
    void batchGradient(long[] at, Planes planes, double epsilon);

    /**
     * Normalises channels of one element in each image, which lie side by side.
     *
     * @param at their part of x, γ, β; y, mean, variance
     * @param channels how many
     * @param images how many images
     * @param step distance of images, in bytes
     * @param epsilon ε
     */
    void columns(long[] at, int channels, long images, long step, double epsilon);

    /**
     * Gradients of channels of one element in each image, which lie side by side.
     *
     * @param at their part of x, γ, mean, variance, gradient; gradients of x, γ, β
     * @param channels how many
     * @param images how many images
     * @param step distance of images, in bytes
     * @param epsilon ε
     */
    void columnsGradient(long[] at, int channels, long images, long step, double epsilon);
}
