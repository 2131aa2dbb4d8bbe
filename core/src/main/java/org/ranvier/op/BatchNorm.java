package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * Batch normalisation in training (Ioffe and Szegedy 2015): per channel, {@code (x −
 * mean)/√(variance + ε)·γ + β} over the batch and all positions. Inputs x {@code [N, C, …]}, γ and
 * β {@code [C]}; outputs the normalised x, the means and the biased variances {@code [C]}.
 *
 * @param epsilon ε, above or equal to 0
 */
public record BatchNorm(double epsilon) implements Fused {
    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.floating(this, in);
        TensorSpec x = in.get(0);
        Check.that(x.shape().rank() >= 2, this, in, "expected x of [N, C, …]");
        Shape channels = Shape.of(x.shape().size(1));
        Check.that(
                in.get(1).shape().equals(channels) && in.get(2).shape().equals(channels),
                this,
                in,
                "γ and β must have shape " + channels);
        return List.of(x, x.withShape(channels), x.withShape(channels));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        int[] axes = pooledAxes(x.rank());
        double count = (double) x.shape().elements() / Math.max(1, x.size(1));
        Tensor mean = x.sum(axes).div(count);
        Tensor centred = x.sub(perChannel(mean, x.rank()));
        Tensor variance = centred.square().sum(axes).div(count);
        Tensor scale = variance.add(epsilon).rsqrt().mul(in.get(1));
        Tensor y = centred.mul(perChannel(scale, x.rank())).add(perChannel(in.get(2), x.rank()));
        return List.of(y, mean, variance);
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        if (b.outGradients().get(1) != null || b.outGradients().get(2) != null) {
            return null;
        }
        List<Tensor> in = List.of(b.in(0), b.in(1), b.out(1), b.out(2), b.gradient(0));
        return Collections.unmodifiableList(
                b.in(0).session().apply(new BatchNormGradient(epsilon), in));
    }

    static int[] pooledAxes(int rank) {
        return IntStream.range(0, rank).filter(i -> i != 1).toArray();
    }

    /** A vector over channels, shaped to broadcast against {@code [N, C, …]}. */
    static Tensor perChannel(Tensor vector, int rank) {
        Shape shape = vector.shape();
        for (int i = 2; i < rank; i++) {
            shape = shape.insert(-1, 1);
        }
        return vector.reshape(shape);
    }
}
