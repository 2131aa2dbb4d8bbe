package org.ranvier.models.layers;

import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Fans;
import org.ranvier.models.init.Init;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;

/**
 * A convolution of {@code [N, in, d…]} with one to three spatial axes; {@link Conv1d}, {@link
 * Conv2d} and {@link Conv3d} make it. Parameters: {@code weight} {@code [out, in/groups, k…]} and
 * {@code bias} {@code [out]}.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param sliding how the kernel slides
 * @param groups into how many independent parts the channels fall
 * @param flipped whether the kernel is turned round, as in the mathematical convolution; otherwise
 *     this is a cross-correlation, as is usual in networks
 * @param bias whether a bias is added
 * @param weightInit makes the first weight
 * @param biasInit makes the first bias
 */
public record Convolution(
        long in,
        long out,
        Sliding sliding,
        long groups,
        boolean flipped,
        boolean bias,
        Init weightInit,
        Init biasInit)
        implements Layer {
    /** Checks the numbers of channels. */
    public Convolution {
        Channels.check("convolution", in, out, groups);
    }

    static Convolution of(int axes, long in, long out, long... kernel) {
        Sliding sliding = Sliding.of(axes, kernel, 1);
        return new Convolution(
                in, out, sliding, 1, false, true, Init.kaimingUniform(), Init.zeros());
    }

    private Convolution with(Sliding other) {
        return new Convolution(in, out, other, groups, flipped, bias, weightInit, biasInit);
    }

    /**
     * With another distance of windows.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public Convolution withStride(long... stride) {
        return with(sliding.withStride(stride));
    }

    /**
     * With zeros around the input.
     *
     * @param padding one number, or one an axis; at least 0
     * @return the layer
     */
    public Convolution withPadding(long... padding) {
        return with(sliding.withPadding(padding));
    }

    /**
     * With zeros around the input.
     *
     * @param before how many before, one number an axis
     * @param after how many behind, one number an axis
     * @return the layer
     */
    public Convolution withPadding(List<Long> before, List<Long> after) {
        return with(sliding.withPadding(before, after));
    }

    /**
     * With as many zeros around the input that the output has its size, divided by the stride; an
     * odd one is put at the end.
     *
     * @return the layer
     */
    public Convolution withSamePadding() {
        return with(sliding.with(Sliding.Rounding.SAME));
    }

    /**
     * With gaps between the elements of the kernel.
     *
     * @param dilation their distance; one number, or one an axis; at least 1
     * @return the layer
     */
    public Convolution withDilation(long... dilation) {
        return with(sliding.withDilation(dilation));
    }

    /**
     * With channels that fall into independent groups.
     *
     * @param count a divisor of both numbers of channels
     * @return the layer
     */
    public Convolution withGroups(long count) {
        return new Convolution(in, out, sliding, count, flipped, bias, weightInit, biasInit);
    }

    /**
     * As the mathematical convolution, with the kernel turned round.
     *
     * @return the layer
     */
    public Convolution withFlippedKernel() {
        return new Convolution(in, out, sliding, groups, true, bias, weightInit, biasInit);
    }

    /**
     * Without a bias.
     *
     * @return the layer
     */
    public Convolution withoutBias() {
        return new Convolution(in, out, sliding, groups, flipped, false, weightInit, biasInit);
    }

    /**
     * With other first weights.
     *
     * @param init makes the first weight
     * @return the layer
     */
    public Convolution withInit(Init init) {
        return new Convolution(in, out, sliding, groups, flipped, bias, init, biasInit);
    }

    /**
     * With another first bias.
     *
     * @param init makes the first bias
     * @return the layer
     */
    public Convolution withBiasInit(Init init) {
        return new Convolution(in, out, sliding, groups, flipped, true, weightInit, init);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkInput(this, context, x, in, sliding.axes());
        Fans fans = Fans.ofConvolution(in, out, sliding.elements(), sliding.strides(), groups);
        Shape shape = Shape.of(out, in / groups).concat(sliding.kernel());
        Tensor weight = context.parameter("weight", shape, fans, weightInit);
        Tensor kernel = flipped ? weight.flip(IntStream.range(2, weight.rank()).toArray()) : weight;
        Conv conv = new Conv(new ConvGeometry(sliding.over(x.shape()), groups));
        Tensor y = context.session().apply(conv, List.of(x, kernel)).get(0);
        return bias
                ? y.add(
                        Channels.spread(
                                context.parameter("bias", Shape.of(out), fans, biasInit), y))
                : y;
    }

    /** As {@code Conv2d(1 → 16, 5×5)}. */
    @Override
    public String toString() {
        return "Conv"
                + sliding.axes()
                + "d("
                + in
                + " → "
                + out
                + ", "
                + sliding
                + (groups == 1 ? "" : ", groups " + groups)
                + ")";
    }
}
