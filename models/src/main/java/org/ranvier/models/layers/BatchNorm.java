package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Scope;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of {@code [N, C, …]}: each channel is brought to
 * mean 0 and variance 1, then scaled by γ and shifted by β. In training it uses the statistics of
 * the batch, normalising with the biased variance, and follows them with running statistics, of
 * which the variance is unbiased; in evaluation it uses those.
 *
 * <p>Parameters: {@code weight} γ and {@code bias} β, {@code [C]}. Buffers: {@code running_mean}
 * and {@code running_var}, {@code [C]}.
 *
 * @param channels C
 * @param epsilon ε, added to the variance inside the root
 * @param momentum the part of a batch's statistics in the new running ones, from 0 to 1
 */
public record BatchNorm(long channels, double epsilon, double momentum) implements Layer {
    /** Checks the ranges. */
    public BatchNorm {
        if (channels < 1 || !(epsilon >= 0) || !(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "batch norm: channels "
                            + channels
                            + ", ε "
                            + epsilon
                            + ", momentum "
                            + momentum
                            + "; expected at least 1, at least 0, 0 to 1");
        }
    }

    /**
     * With ε = 1e-5 and a momentum of 0.1.
     *
     * @param channels the size of axis 1
     * @return the layer
     */
    public static BatchNorm of(long channels) {
        return new BatchNorm(channels, 1e-5, 0.1);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        if (x.rank() < 2 || x.size(1) != channels) {
            throw Fit.wrong(this, context, x, "[N, " + channels + ", …]");
        }
        Shape shape = Shape.of(channels);
        Tensor gamma = context.parameter("weight", shape, Init.ones());
        Tensor beta = context.parameter("bias", shape, Init.zeros());
        Tensor mean = context.buffer("running_mean", shape, 0);
        Tensor variance = context.buffer("running_var", shape, 1);
        if (!context.training()) {
            Tensor scale = variance.add(epsilon).rsqrt().mul(gamma);
            return x.sub(Channels.spread(mean, x))
                    .mul(Channels.spread(scale, x))
                    .add(Channels.spread(beta, x));
        }
        double count = (double) x.shape().elements() / channels;
        if (count < 2) {
            throw Fit.wrong(
                    this,
                    context,
                    x,
                    "more than one value per channel in training: one has no variance");
        }
        List<Tensor> out =
                context.session()
                        .apply(new org.ranvier.op.BatchNorm(epsilon), List.of(x, gamma, beta));
        follow(mean, out.get(1), 1);
        follow(variance, out.get(2), count / (count - 1));
        return out.get(0);
    }

    private void follow(Tensor running, Tensor batch, double factor) {
        try (Scope _ = running.session().scope("running statistics")) {
            Tensor step = batch.detach().mul(factor).sub(running);
            running.addInPlace(step.mul(momentum));
        }
    }
}
