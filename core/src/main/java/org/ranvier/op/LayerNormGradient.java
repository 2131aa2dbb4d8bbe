package org.ranvier.op;

import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link LayerNorm}: inputs x, γ and the gradient of the normalised x; outputs the
 * gradients of x, γ and β. Means and variances are computed anew.
 *
 * @param epsilon as in {@link LayerNorm}
 */
public record LayerNormGradient(double epsilon) implements Fused {
    @Override
    public String name() {
        return "layer_norm_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.floating(this, in);
        Shape x = in.get(0).shape();
        Shape gamma = in.get(1).shape();
        Check.that(
                gamma.rank() >= 1 && gamma.rank() <= x.rank() && x.tail(gamma.rank()).equals(gamma),
                this,
                in,
                "γ must have the shape of x's last axes");
        Check.that(in.get(2).equals(in.get(0)), this, in, "the gradient must be " + in.get(0));
        return List.of(in.get(0), in.get(1), in.get(1));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Tensor gamma = in.get(1);
        Tensor g = in.get(2);
        int[] axes = IntStream.range(x.rank() - gamma.rank(), x.rank()).toArray();
        double count = gamma.shape().elements();
        Tensor centred = x.sub(mean(x, axes, count));
        Tensor scale = mean(centred.square(), axes, count).add(epsilon).rsqrt();
        Tensor normal = centred.mul(scale);
        Tensor weighted = g.mul(gamma);
        Tensor along = normal.mul(mean(weighted.mul(normal), axes, count));
        Tensor dx = weighted.sub(mean(weighted, axes, count)).sub(along).mul(scale);
        return List.of(dx, overRows(g.mul(normal), gamma), overRows(g, gamma));
    }

    private static Tensor mean(Tensor x, int[] axes, double count) {
        return x.reduceKeep(Reduction.SUM, axes).div(count);
    }

    /** The sum over all axes that are not normalised. */
    private static Tensor overRows(Tensor x, Tensor gamma) {
        return x.rank() == gamma.rank()
                ? x.copy()
                : x.sum(IntStream.range(0, x.rank() - gamma.rank()).toArray());
    }
}
