package org.ranvier.models.layers;

import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.Window;

/**
 * The p-norm {@code (Σ|x|ᵖ)^(1/p)} of each window over the spatial axes of {@code [N, C, d…]}; its
 * gradient is 0 where all elements are.
 *
 * @param sliding how the windows slide
 * @param p above 0; 2 for the root of the sum of squares
 */
public record NormPooling(Sliding sliding, double p) implements Layer {
    /**
     * L2 pooling: windows side by side, without padding.
     *
     * @param axes the number of spatial axes
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static NormPooling l2(int axes, long... size) {
        return of(2, axes, size);
    }

    /**
     * Windows side by side, without padding.
     *
     * @param p above 0
     * @param axes the number of spatial axes
     * @param size the size of a window and its stride; one number, or one an axis
     * @return the layer
     */
    public static NormPooling of(double p, int axes, long... size) {
        return new NormPooling(Sliding.of(axes, size, 1).withStride(size), p);
    }

    /**
     * With another distance of windows.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public NormPooling withStride(long... stride) {
        return new NormPooling(sliding.withStride(stride), p);
    }

    /**
     * With a last window that may stand out at the end.
     *
     * @return the layer
     */
    public NormPooling withCeilMode() {
        return new NormPooling(sliding.with(Sliding.Rounding.CEIL), p);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkRank(this, context, x, sliding.axes());
        List<Window> windows = sliding.over(x.shape());
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            if (w.padded(0) > 0) {
                x = x.pad(2 + i, w.before(), w.after() + w.overhang(), 0);
            }
            x = x.unfold(2 + i, w.size(), w.stride(), w.dilation());
        }
        int rank = x.rank();
        return x.norm(p, IntStream.range(rank - windows.size(), rank).toArray());
    }
}
