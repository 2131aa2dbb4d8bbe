package org.ranvier.models.init;

import org.ranvier.Shape;

/**
 * How many connections of a weight lead into one output and out of one input, on average over
 * positions. They decide how large random weights may be (Glorot and Bengio 2010, He et al. 2015).
 *
 * @param in connections into one output, above 0
 * @param out connections out of one input, above 0
 */
public record Fans(double in, double out) {
    /** Checks the ranges. */
    public Fans {
        if (!(in > 0 && out > 0)) {
            throw new IllegalArgumentException(
                    "fans: " + in + " and " + out + "; expected numbers above 0");
        }
    }

    /**
     * Those of a weight {@code [out, in, kernel…]} without stride or groups; for a vector, its size
     * both ways.
     *
     * @param weight the weight's shape
     * @return the fans
     */
    public static Fans of(Shape weight) {
        double n = Math.max(1, weight.elements());
        return weight.rank() < 2
                ? new Fans(n, n)
                : new Fans(n / Math.max(1, weight.size(0)), n / Math.max(1, weight.size(1)));
    }

    /**
     * Those of a convolution.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param kernel the number of elements of a kernel for one pair of channels
     * @param strides the product of the strides
     * @param groups into how many parts the channels fall
     * @return the fans
     */
    public static Fans ofConvolution(long in, long out, long kernel, long strides, long groups) {
        double n = (double) kernel / groups;
        return new Fans(in * n, out * n / strides);
    }

    /**
     * Those of the adjoint operation, as of a transposed convolution.
     *
     * @return in and out exchanged
     */
    public Fans swapped() {
        return new Fans(out, in);
    }
}
