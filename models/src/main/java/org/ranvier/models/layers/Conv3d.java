package org.ranvier.models.layers;

/** Makes convolutions of {@code [N, in, depth, height, width]}. */
public final class Conv3d {
    private Conv3d() {}

    /**
     * A convolution with stride 1, without padding, with a bias.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel the size of the kernel; one number, or one an axis
     * @return the layer
     */
    public static Convolution of(long in, long out, long... kernel) {
        return Convolution.of(3, in, out, kernel);
    }
}
