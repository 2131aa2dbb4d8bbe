package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.MaxPool;

/**
 * The largest element of each window over the spatial axes of {@code [N, C, d…]}; padding counts as
 * −∞, and of equal elements the first gets the gradient. {@link MaxPool1d}, {@link MaxPool2d} and
 * {@link MaxPool3d} make it.
 *
 * @param sliding how the windows slide
 */
public record MaxPooling(Sliding sliding) implements Layer {
    static MaxPooling of(int axes, long... size) {
        return new MaxPooling(Sliding.of(axes, size, 1).withStride(size));
    }

    /**
     * With another distance of windows.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public MaxPooling withStride(long... stride) {
        return new MaxPooling(sliding.withStride(stride));
    }

    /**
     * With −∞ around the input.
     *
     * @param padding one number, or one an axis; at least 0
     * @return the layer
     */
    public MaxPooling withPadding(long... padding) {
        return new MaxPooling(sliding.withPadding(padding));
    }

    /**
     * With gaps between the elements of a window.
     *
     * @param dilation their distance; one number, or one an axis; at least 1
     * @return the layer
     */
    public MaxPooling withDilation(long... dilation) {
        return new MaxPooling(sliding.withDilation(dilation));
    }

    /**
     * With a last window that may stand out at the end.
     *
     * @return the layer
     */
    public MaxPooling withCeilMode() {
        return new MaxPooling(sliding.with(Sliding.Rounding.CEIL));
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkRank(this, context, x, sliding.axes());
        return x.session().apply(new MaxPool(sliding.over(x.shape())), List.of(x)).get(0);
    }

    /** As {@code MaxPool2d(2×2, stride 2×2)}. */
    @Override
    public String toString() {
        return "MaxPool" + sliding.axes() + "d(" + sliding + ")";
    }
}
