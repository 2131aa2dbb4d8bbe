package org.ranvier.models.layers;

/** Makes convolutions of {@code [N, in, length]}. */
public final class Conv1d {
    private Conv1d() {}

    /**
     * A convolution with stride 1, without padding, with a bias.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel the size of the kernel; one number, or one an axis
     * @return the layer
     */
    public static Convolution of(long in, long out, long... kernel) {
        return Convolution.of(1, in, out, kernel);
    }
}
