package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * RMSProp (Tieleman and Hinton 2012): {@code s ← ρs + (1−ρ)g²}, {@code w ← w − κ·g/(√s + ε)}.
 * Inputs w, g, s.
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

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor g = decay == 0 ? in.get(1) : in.get(1).add(w.mul(decay));
        Tensor s = in.get(2).mul(smoothing).add(g.square().mul(1 - smoothing));
        return List.of(w.sub(g.mul(rate).div(s.sqrt().add(epsilon))), s);
    }
}
