package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * {@code eˣ/Σeˣ} along an axis, or its logarithm, shifted by the maximum so that nothing overflows.
 * −∞ gives exactly 0; +∞, NaN or a line of −∞ alone gives NaN, as in PyTorch.
 *
 * @param axis the axis
 * @param log whether the logarithm is taken
 */
public record Softmax(int axis, boolean log) implements Fused {
    @Override
    public String name() {
        return log ? "log_softmax" : "softmax";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 1);
        Check.floating(this, in);
        in.get(0).shape().axis(axis);
        return in;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        if (x.shape().elements() == 0) {
            return List.of(x.copy());
        }
        Tensor shifted = x.sub(x.detach().reduceKeep(Reduction.MAX, axis));
        Tensor exp = shifted.exp();
        Tensor sum = exp.reduceKeep(Reduction.SUM, axis);
        return List.of(log ? shifted.sub(sum.log()) : exp.div(sum));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor y = b.out(0);
        Tensor g = b.gradient(0);
        Tensor gradient =
                log
                        ? g.sub(y.exp().mul(g.reduceKeep(Reduction.SUM, axis)))
                        : y.mul(g.sub(g.mul(y).reduceKeep(Reduction.SUM, axis)));
        return Collections.singletonList(gradient);
    }
}
