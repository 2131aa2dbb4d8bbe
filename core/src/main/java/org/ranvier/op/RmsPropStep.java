package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * RMSProp (Tieleman and Hinton 2012): {@code s ← ρs + (1−ρ)g²}, {@code w ← w − κ·g/(√s + ε)}.
 * Inputs w, g, s of each parameter.
 *
 * @param rate κ
 * @param smoothing ρ
 * @param epsilon ε, outside the root
 * @param decay the weight decay λ; λw is added to the gradient
 */
public record RmsPropStep(double rate, double smoothing, double epsilon, double decay)
        implements OptimizerStep {
    @Override
    public String name() {
        return "rmsprop_step";
    }

    @Override
    public int states() {
        return 1;
    }

    /** λ, what is kept of s, what is new, κ, ε. */
    @Override
    public double[] numbers() {
        return new double[] {decay, smoothing, 1 - smoothing, rate, epsilon};
    }

    @Override
    public List<Tensor> step(List<Tensor> c, List<Tensor> in) {
        return RootStep.of(c, in);
    }
}
