package org.ranvier.models.layers;

/** Makes transposed convolutions of {@code [N, in, depth, height, width]}. */
public final class ConvTranspose3d {
    private ConvTranspose3d() {}

    /**
     * A transposed convolution with stride 1, without padding, with a bias.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel the size of the kernel; one number, or one an axis
     * @return the layer
     */
    public static ConvolutionTranspose of(long in, long out, long... kernel) {
        return ConvolutionTranspose.of(3, in, out, kernel);
    }
}
