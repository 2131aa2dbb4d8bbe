package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019): {@code m ← β₁m + (1−β₁)g},
 * {@code v ← β₂v + (1−β₂)g²}, {@code w ← w − κ·m̂/(√v̂ + ε)} with {@code m̂ = m/(1−β₁ᵗ)}, {@code v̂
 * = v/(1−β₂ᵗ)}. Inputs w, g, m, v of each parameter.
 *
 * @param rate κ
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε, outside the root
 * @param decay the weight decay λ
 * @param decoupled whether {@code w ← w − κλw} is applied apart (AdamW), or λw is added to the
 *     gradient
 * @param step t, from 1
 */
public record AdamStep(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        double decay,
        boolean decoupled,
        long step)
        implements OptimizerStep {
    @Override
    public String name() {
        return "adam_step";
    }

    @Override
    public int states() {
        return 2;
    }

    /** κ, with the bias of m corrected in it. */
    private double correctedRate() {
        return rate / (1 - Math.pow(beta1, step));
    }

    /** What corrects the bias of √v. */
    private double rootCorrection() {
        return 1 / Math.sqrt(1 - Math.pow(beta2, step));
    }

    /** λ added to the gradient, what is kept of w, β₁, 1−β₁, β₂, 1−β₂, κ and √v corrected, ε. */
    @Override
    public double[] numbers() {
        return new double[] {
            decoupled ? 0 : decay,
            decoupled ? 1 - rate * decay : 1,
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            correctedRate(),
            rootCorrection(),
            epsilon
        };
    }

    @Override
    public List<Tensor> step(List<Tensor> c, List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor g = in.get(1).add(w.mul(c.get(0)));
        Tensor m = in.get(2).mul(c.get(2)).add(g.mul(c.get(3)));
        Tensor v = in.get(3).mul(c.get(4)).add(g.square().mul(c.get(5)));
        Tensor move = m.mul(c.get(6)).div(v.sqrt().mul(c.get(7)).add(c.get(8)));
        return List.of(w.mul(c.get(1)).sub(move), m, v);
    }
}
