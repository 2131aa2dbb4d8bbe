package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.AveragePool;

/**
 * The mean of each window over the spatial axes of {@code [N, C, d…]}. {@link AvgPool1d}, {@link
 * AvgPool2d} and {@link AvgPool3d} make it.
 *
 * @param sliding how the windows slide
 * @param countPadding whether the zeros of the padding count in the divisor; what stands out beyond
 *     them never does
 */
public record AveragePooling(Sliding sliding, boolean countPadding) implements Layer {
    static AveragePooling of(int axes, long... size) {
        return new AveragePooling(Sliding.of(axes, size, 1).withStride(size), true);
    }

    /**
     * With another distance of windows.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public AveragePooling withStride(long... stride) {
        return new AveragePooling(sliding.withStride(stride), countPadding);
    }

    /**
     * With zeros around the input.
     *
     * @param padding one number, or one an axis; at least 0
     * @return the layer
     */
    public AveragePooling withPadding(long... padding) {
        return new AveragePooling(sliding.withPadding(padding), countPadding);
    }

    /**
     * With zeros around the input.
     *
     * @param before how many before, one number an axis
     * @param after how many behind, one number an axis
     * @return the layer
     */
    public AveragePooling withPadding(List<Long> before, List<Long> after) {
        return new AveragePooling(sliding.withPadding(before, after), countPadding);
    }

    /**
     * With a divisor that counts elements of the input only.
     *
     * @return the layer
     */
    public AveragePooling withoutCountingPadding() {
        return new AveragePooling(sliding, false);
    }

    /**
     * With a last window that may stand out at the end.
     *
     * @return the layer
     */
    public AveragePooling withCeilMode() {
        return new AveragePooling(sliding.with(Sliding.Rounding.CEIL), countPadding);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkRank(this, context, x, sliding.axes());
        AveragePool op = new AveragePool(sliding.over(x.shape()), countPadding);
        return x.session().apply(op, List.of(x)).get(0);
    }

    /** As {@code AvgPool2d(2×2, stride 2×2)}. */
    @Override
    public String toString() {
        return "AvgPool" + sliding.axes() + "d(" + sliding + ")";
    }
}
