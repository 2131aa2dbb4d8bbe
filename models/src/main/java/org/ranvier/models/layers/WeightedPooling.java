package org.ranvier.models.layers;

import java.util.List;
import java.util.stream.DoubleStream;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;

/**
 * A weighted mean of each window over the spatial axes of {@code [N, C, d…]}, with the same fixed
 * weights for every channel. Padding counts as zeros.
 *
 * @param sliding how the windows slide
 * @param weights one for each element of a window, in row-major order; they add up to 1
 */
public record WeightedPooling(Sliding sliding, List<Double> weights) implements Layer {
    /** Scales the weights so that they add up to 1. */
    public WeightedPooling {
        double sum = weights.stream().mapToDouble(w -> w).sum();
        if (weights.size() != sliding.elements() || !(Math.abs(sum) > 0)) {
            throw new IllegalArgumentException(
                    "weighted pooling: "
                            + weights.size()
                            + " weights with sum "
                            + sum
                            + "; expected "
                            + sliding.elements()
                            + " with a sum other than 0");
        }
        weights = weights.stream().map(w -> w / sum).toList();
    }

    /**
     * Binomial weights, which come close to a Gaussian: 1 2 1 for size 3, and products of such for
     * several axes.
     *
     * @param axes the number of spatial axes
     * @param size elements of a window along each axis
     * @param stride distance of windows along each axis
     * @return the layer
     */
    public static WeightedPooling binomial(int axes, long size, long stride) {
        double[] line = new double[(int) size];
        line[0] = 1;
        for (int i = 1; i < size; i++) {
            line[i] = line[i - 1] * (size - i) / i;
        }
        double[] all = {1};
        for (int axis = 0; axis < axes; axis++) {
            double[] before = all;
            all =
                    DoubleStream.of(before)
                            .flatMap(a -> DoubleStream.of(line).map(b -> a * b))
                            .toArray();
        }
        Sliding sliding = Sliding.of(axes, new long[] {size}, stride);
        return new WeightedPooling(sliding, DoubleStream.of(all).boxed().toList());
    }

    /**
     * Given weights: windows side by side, without padding.
     *
     * @param window the sizes of a window
     * @param weights one for each element of a window, in row-major order
     * @return the layer
     */
    public static WeightedPooling of(Shape window, List<Double> weights) {
        long[] sizes = window.toArray();
        return new WeightedPooling(Sliding.of(sizes.length, sizes, 1).withStride(sizes), weights);
    }

    /**
     * With another distance of windows.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public WeightedPooling withStride(long... stride) {
        return new WeightedPooling(sliding.withStride(stride), weights);
    }

    /**
     * With zeros around the input.
     *
     * @param padding one number, or one an axis; at least 0
     * @return the layer
     */
    public WeightedPooling withPadding(long... padding) {
        return new WeightedPooling(sliding.withPadding(padding), weights);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkRank(this, context, x, sliding.axes());
        long channels = x.size(1);
        double[] values = weights.stream().mapToDouble(w -> w).toArray();
        Shape one = Shape.of(1, 1).concat(sliding.kernel());
        Tensor kernel =
                x.session()
                        .tensor(values, one.toArray())
                        .to(x.dtype())
                        .expand(one.with(0, channels));
        Conv conv = new Conv(new ConvGeometry(sliding.over(x.shape()), channels));
        return x.session().apply(conv, List.of(x, kernel)).get(0);
    }
}
