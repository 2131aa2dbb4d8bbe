package org.ranvier.models.layers;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.Reduction;

/**
 * Pools the spatial axes of {@code [N, C, d…]} to given sizes. Window i of n reaches from {@code
 * ⌊i·d/n⌋} to below {@code ⌈(i+1)·d/n⌉}, as in PyTorch; windows may overlap.
 *
 * @param kind what is taken of each window
 * @param size the spatial sizes of the output
 */
public record AdaptivePooling(GlobalPooling.Kind kind, Shape size) implements Layer {
    /** Checks the sizes. */
    public AdaptivePooling {
        if (size.rank() < 1 || size.elements() < 1) {
            throw new IllegalArgumentException(
                    "adaptive pooling: output size " + size + "; expected sizes of at least 1");
        }
    }

    /**
     * The largest element of each window; its gradient goes to the first.
     *
     * @param size the spatial sizes of the output
     * @return the layer
     */
    public static AdaptivePooling max(long... size) {
        return new AdaptivePooling(GlobalPooling.Kind.MAX, Shape.of(size));
    }

    /**
     * The mean of each window.
     *
     * @param size the spatial sizes of the output
     * @return the layer
     */
    public static AdaptivePooling average(long... size) {
        return new AdaptivePooling(GlobalPooling.Kind.AVERAGE, Shape.of(size));
    }

    /** Last axis first: the first maximum in row-major order is then found. */
    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkRank(this, context, x, size.rank());
        for (int i = size.rank() - 1; i >= 0; i--) {
            x = pool(x, 2 + i, size.size(i));
        }
        return x;
    }

    private Tensor pool(Tensor x, int axis, long count) {
        long length = x.size(axis);
        if (length == count) {
            return x;
        }
        List<Tensor> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long start = i * length / count;
            long end = Math.ceilDiv((i + 1) * length, count);
            Tensor part = x.slice(axis, start, end);
            parts.add(
                    kind == GlobalPooling.Kind.MAX
                            ? First.max(part, axis)
                            : part.reduceKeep(Reduction.SUM, axis).div((double) (end - start)));
        }
        return x.session().concat(axis, parts);
    }
}
