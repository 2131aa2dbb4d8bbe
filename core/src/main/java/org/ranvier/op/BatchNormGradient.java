package org.ranvier.op;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link BatchNorm}: inputs x, γ, the means, the biased variances and the gradient
 * of the normalised x; outputs the gradients of x, γ and β.
 *
 * <p>Differentiated again it takes means and variances as what they are, functions of x.
 *
 * @param epsilon as in {@link BatchNorm}
 */
public record BatchNormGradient(double epsilon) implements Fused {
    @Override
    public String name() {
        return "batch_norm_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 5);
        Check.floating(this, in);
        TensorSpec x = in.get(0);
        Check.that(
                x.shape().rank() >= 2 && in.get(4).equals(x),
                this,
                in,
                "x and its gradient must be [N, C, …]");
        TensorSpec channels = x.withShape(Shape.of(x.shape().size(1)));
        Check.that(
                in.subList(1, 4).stream().allMatch(channels::equals),
                this,
                in,
                "vectors must be " + channels);
        return List.of(x, channels, channels);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Tensor g = in.get(4);
        int rank = x.rank();
        int[] axes = BatchNorm.pooledAxes(rank);
        double count = (double) x.shape().elements() / Math.max(1, x.size(1));
        Tensor scale = in.get(3).add(epsilon).rsqrt();
        Tensor normal =
                x.sub(BatchNorm.perChannel(in.get(2), rank)).mul(BatchNorm.perChannel(scale, rank));
        Tensor dBeta = g.sum(axes);
        Tensor dGamma = g.mul(normal).sum(axes);
        Tensor centred =
                g.sub(BatchNorm.perChannel(dBeta.div(count), rank))
                        .sub(normal.mul(BatchNorm.perChannel(dGamma.div(count), rank)));
        Tensor dx = centred.mul(BatchNorm.perChannel(scale.mul(in.get(1)), rank));
        return List.of(dx, dGamma, dBeta);
    }
}
