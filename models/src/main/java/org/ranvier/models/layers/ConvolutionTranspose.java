package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Fans;
import org.ranvier.models.init.Init;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;

/**
 * A transposed convolution of {@code [N, in, d…]}: the adjoint of a convolution from {@code out} to
 * {@code in} channels. {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d}
 * make it. Without padding the output has size {@code (d−1)·stride + dilation·(k−1) + 1}.
 * Parameters: {@code weight} {@code [in, out/groups, k…]} and {@code bias} {@code [out]}.
 *
 * @param in channels of the input
 * @param out channels of the output
 * @param sliding how the kernel of the convolution slides over the output
 * @param outputPadding how much longer the output is made at the end, one number an axis, each
 *     below the stride; these are real outputs, not zeros
 * @param groups into how many independent parts the channels fall
 * @param bias whether a bias is added
 * @param weightInit makes the first weight
 * @param biasInit makes the first bias
 */
public record ConvolutionTranspose(
        long in,
        long out,
        Sliding sliding,
        List<Long> outputPadding,
        long groups,
        boolean bias,
        Init weightInit,
        Init biasInit)
        implements Layer {
    /** Checks the numbers. */
    public ConvolutionTranspose {
        Channels.check("transposed convolution", in, out, groups);
        outputPadding = List.copyOf(outputPadding);
        for (int i = 0; i < outputPadding.size(); i++) {
            if (outputPadding.get(i) < 0 || outputPadding.get(i) >= sliding.stride().get(i)) {
                throw new IllegalArgumentException(
                        "transposed convolution: output padding "
                                + outputPadding
                                + " must be at least 0 and below the stride "
                                + sliding.stride());
            }
        }
    }

    static ConvolutionTranspose of(int axes, long in, long out, long... kernel) {
        Sliding sliding = Sliding.of(axes, kernel, 1);
        List<Long> none = Sliding.spread("output padding", axes, 0);
        return new ConvolutionTranspose(
                in, out, sliding, none, 1, true, Init.kaimingUniform(), Init.zeros());
    }

    private ConvolutionTranspose with(Sliding other) {
        return new ConvolutionTranspose(
                in, out, other, outputPadding, groups, bias, weightInit, biasInit);
    }

    /**
     * With another distance of the kernel's places in the output.
     *
     * @param stride one number, or one an axis; at least 1
     * @return the layer
     */
    public ConvolutionTranspose withStride(long... stride) {
        return with(sliding.withStride(stride));
    }

    /**
     * With a border cut off the output.
     *
     * @param padding one number, or one an axis; at least 0
     * @return the layer
     */
    public ConvolutionTranspose withPadding(long... padding) {
        return with(sliding.withPadding(padding));
    }

    /**
     * With an output of the input's size times the stride; what is cut off in excess of an even
     * number is cut off at the end.
     *
     * @return the layer
     */
    public ConvolutionTranspose withSamePadding() {
        return with(sliding.with(Sliding.Rounding.SAME));
    }

    /**
     * With a longer output.
     *
     * @param padding one number, or one an axis; at least 0, below the stride
     * @return the layer
     */
    public ConvolutionTranspose withOutputPadding(long... padding) {
        List<Long> more = Sliding.spread("output padding", sliding.axes(), padding);
        return new ConvolutionTranspose(in, out, sliding, more, groups, bias, weightInit, biasInit);
    }

    /**
     * With gaps between the elements of the kernel.
     *
     * @param dilation their distance; one number, or one an axis; at least 1
     * @return the layer
     */
    public ConvolutionTranspose withDilation(long... dilation) {
        return with(sliding.withDilation(dilation));
    }

    /**
     * With channels that fall into independent groups.
     *
     * @param count a divisor of both numbers of channels
     * @return the layer
     */
    public ConvolutionTranspose withGroups(long count) {
        return new ConvolutionTranspose(
                in, out, sliding, outputPadding, count, bias, weightInit, biasInit);
    }

    /**
     * Without a bias.
     *
     * @return the layer
     */
    public ConvolutionTranspose withoutBias() {
        return new ConvolutionTranspose(
                in, out, sliding, outputPadding, groups, false, weightInit, biasInit);
    }

    /**
     * With other first weights.
     *
     * @param init makes the first weight
     * @return the layer
     */
    public ConvolutionTranspose withInit(Init init) {
        return new ConvolutionTranspose(
                in, out, sliding, outputPadding, groups, bias, init, biasInit);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Channels.checkInput(this, context, x, in, sliding.axes());
        Fans fans =
                Fans.ofConvolution(out, in, sliding.elements(), sliding.strides(), groups)
                        .swapped();
        Shape shape = Shape.of(in, out / groups).concat(sliding.kernel());
        Tensor weight = context.parameter("weight", shape, fans, weightInit);
        Shape to = Shape.of(x.size(0), out).concat(sliding.adjoint(x.shape(), outputPadding));
        ConvGeometry geometry = new ConvGeometry(sliding.over(to), groups);
        ConvInputGradient adjoint = new ConvInputGradient(geometry, to);
        Tensor y = context.session().apply(adjoint, List.of(weight, x)).get(0);
        return bias
                ? y.add(
                        Channels.spread(
                                context.parameter("bias", Shape.of(out), fans, biasInit), y))
                : y;
    }

    /** As {@code ConvTranspose2d(16 → 8, 4×4, stride 2×2)}. */
    @Override
    public String toString() {
        return "ConvTranspose"
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
