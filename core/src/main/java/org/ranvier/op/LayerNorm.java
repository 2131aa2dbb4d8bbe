package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * Layer normalisation (Ba et al. 2016): over the last axes, {@code (x − mean)/√(variance + ε)·γ +
 * β} with the biased variance, in two passes. Inputs x, γ and β; γ and β have the shape of the
 * normalised axes.
 *
 * @param epsilon ε, above or equal to 0
 */
public record LayerNorm(double epsilon) implements Fused {
    @Override
    public String name() {
        return "layer_norm";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.floating(this, in);
        Shape x = in.get(0).shape();
        Shape gamma = in.get(1).shape();
        Check.that(
                gamma.rank() >= 1
                        && gamma.rank() <= x.rank()
                        && x.tail(gamma.rank()).equals(gamma)
                        && in.get(2).shape().equals(gamma),
                this,
                in,
                "γ and β must have the shape of x's last axes");
        return List.of(in.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        int[] axes = IntStream.range(x.rank() - in.get(1).rank(), x.rank()).toArray();
        double count = in.get(1).shape().elements();
        Tensor centred = x.sub(x.reduceKeep(Reduction.SUM, axes).div(count));
        Tensor variance = centred.square().reduceKeep(Reduction.SUM, axes).div(count);
        Tensor scale = variance.add(epsilon).rsqrt();
        return List.of(centred.mul(scale).mul(in.get(1)).add(in.get(2)));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        List<Tensor> in = List.of(b.in(0), b.in(1), b.gradient(0));
        return Collections.unmodifiableList(
                b.in(0).session().apply(new LayerNormGradient(epsilon), in));
    }
}
