package org.ranvier.models.layers;

/** Makes layers that take the largest element of each window of {@code [N, C, height, width]}. */
public final class MaxPool2d {
    private MaxPool2d() {}

    /**
     * Windows side by side, without padding.
     *
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static MaxPooling of(long... size) {
        return MaxPooling.of(2, size);
    }
}
