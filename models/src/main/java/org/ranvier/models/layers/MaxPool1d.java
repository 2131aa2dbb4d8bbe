package org.ranvier.models.layers;

/** Makes layers that take the largest element of each window of {@code [N, C, length]}. */
public final class MaxPool1d {
    private MaxPool1d() {}

    /**
     * Windows side by side, without padding.
     *
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static MaxPooling of(long... size) {
        return MaxPooling.of(1, size);
    }
}
