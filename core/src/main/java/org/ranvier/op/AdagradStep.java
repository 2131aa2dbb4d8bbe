package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Adagrad (Duchi et al. 2011): {@code s ← s + g²}, {@code w ← w − κ·g/(√s + ε)}. Inputs w, g, s of
 * each parameter.
 *
 * @param rate κ
 * @param epsilon ε, outside the root
 * @param decay the weight decay λ; λw is added to the gradient
 */
public record AdagradStep(double rate, double epsilon, double decay) implements OptimizerStep {
    @Override
    public String name() {
        return "adagrad_step";
    }

    @Override
    public int states() {
        return 1;
    }

    /** λ, what is kept of s, what is new, κ, ε. */
    @Override
    public double[] numbers() {
        return new double[] {decay, 1, 1, rate, epsilon};
    }

    @Override
    public List<Tensor> step(List<Tensor> c, List<Tensor> in) {
        return RootStep.of(c, in);
    }
}
