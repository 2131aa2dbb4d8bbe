package org.ranvier.models.layers;

/** Makes layers that take the mean of each window of {@code [N, C, length]}. */
public final class AvgPool1d {
    private AvgPool1d() {}

    /**
     * Windows side by side, without padding.
     *
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static AveragePooling of(long... size) {
        return AveragePooling.of(1, size);
    }
}
