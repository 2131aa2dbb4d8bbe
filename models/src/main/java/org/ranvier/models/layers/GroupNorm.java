package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;

/**
 * Group normalisation (Wu and He 2018) of {@code [N, C, …]}: in each sample, groups of neighbouring
 * channels are brought to mean 0 and (biased) variance 1 together, then each channel is scaled by γ
 * and shifted by β. Parameters: {@code weight} γ and {@code bias} β, {@code [C]}.
 *
 * @param groups the number of groups; 1 normalises all channels together, C each by itself
 * @param channels C, divisible by the groups
 * @param epsilon ε, added to the variance inside the root
 */
public record GroupNorm(long groups, long channels, double epsilon) implements Layer {
    /** Checks the numbers. */
    public GroupNorm {
        Channels.check("group norm", channels, channels, groups);
    }

    /**
     * With ε = 1e-5.
     *
     * @param groups the number of groups
     * @param channels the size of axis 1, divisible by the groups
     * @return the layer
     */
    public static GroupNorm of(long groups, long channels) {
        return new GroupNorm(groups, channels, 1e-5);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        if (x.rank() < 2 || x.size(1) != channels) {
            throw Fit.wrong(this, context, x, "[N, " + channels + ", …]");
        }
        Tensor gamma = context.parameter("weight", Shape.of(channels), Init.ones());
        Tensor beta = context.parameter("bias", Shape.of(channels), Init.zeros());
        Tensor grouped = x.reshape(x.size(0), groups, -1);
        Shape last = Shape.of(grouped.size(2));
        Tensor ones = x.session().full(x.dtype(), last, 1);
        Tensor zeros = x.session().full(x.dtype(), last, 0);
        Tensor y =
                context.session()
                        .apply(new org.ranvier.op.LayerNorm(epsilon), List.of(grouped, ones, zeros))
                        .get(0)
                        .reshape(x.shape());
        return y.mul(Channels.spread(gamma, x)).add(Channels.spread(beta, x));
    }
}
