package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * 1 where x is above 0, else 0; gradients pass with the slope of a surrogate.
 *
 * @param surrogate the slope
 */
public record Spike(Surrogate surrogate) implements Fused {
    @Override
    public String name() {
        return "spike";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 1);
        Check.floating(this, in);
        return in;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        return List.of(x.gt(0).to(x.dtype()));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        return Collections.singletonList(b.gradient(0).mul(surrogate.slope(b.in(0))));
    }
}
