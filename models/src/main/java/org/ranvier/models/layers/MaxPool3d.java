package org.ranvier.models.layers;

/**
 * Makes layers that take the largest element of each window of {@code [N, C, depth, height,
 * width]}.
 */
public final class MaxPool3d {
    private MaxPool3d() {}

    /**
     * Windows side by side, without padding.
     *
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static MaxPooling of(long... size) {
        return MaxPooling.of(3, size);
    }
}
