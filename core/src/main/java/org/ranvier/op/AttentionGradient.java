package org.ranvier.op;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link Attention}. Inputs: queries {@code [B…, T, D]}, keys {@code [B…, S, D]},
 * values {@code [B…, S, E]}, the gradient of the output {@code [B…, T, E]} and the mask, if there
 * is one. Outputs: the gradients of queries, keys and values. Weights are computed anew.
 *
 * @param attention the operation whose gradient it is
 */
public record AttentionGradient(Attention attention) implements Fused {
    @Override
    public String name() {
        return "attention_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, attention.masked() ? 5 : 4);
        List<TensorSpec> forward = new ArrayList<>(in.subList(0, 3));
        forward.addAll(in.subList(4, in.size()));
        TensorSpec y = attention.outputs(forward).get(0);
        Check.that(in.get(3).equals(y), this, in, "the gradient must be " + y);
        return in.subList(0, 3);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor weights = attention.weights(in, attention.masked() ? in.get(4) : null);
        Tensor g = in.get(3);
        Tensor dp = g.matmul(in.get(2).transpose());
        Tensor mean = weights.mul(dp).reduceKeep(Reduction.SUM, -1);
        Tensor ds = weights.mul(dp.sub(mean)).mul(attention.scale());
        return List.of(
                ds.matmul(in.get(1)),
                ds.transpose().matmul(in.get(0)),
                weights.transpose().matmul(g));
    }
}
