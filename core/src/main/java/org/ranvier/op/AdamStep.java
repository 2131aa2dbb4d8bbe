package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019): {@code m ← β₁m + (1−β₁)g},
 * {@code v ← β₂v + (1−β₂)g²}, {@code w ← w − κ·m̂/(√v̂ + ε)} with {@code m̂ = m/(1−β₁ᵗ)}, {@code v̂
 * = v/(1−β₂ᵗ)}. Inputs w, g, m, v.
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

    /**
     * What takes the place of κ when the bias of m is corrected in it.
     *
     * @return {@code κ/(1−β₁ᵗ)}
     */
    public double correctedRate() {
        return rate / (1 - Math.pow(beta1, step));
    }

    /**
     * What corrects the bias of √v.
     *
     * @return {@code 1/√(1−β₂ᵗ)}
     */
    public double rootCorrection() {
        return 1 / Math.sqrt(1 - Math.pow(beta2, step));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor w = in.get(0);
        Tensor g = decoupled || decay == 0 ? in.get(1) : in.get(1).add(w.mul(decay));
        Tensor m = in.get(2).mul(beta1).add(g.mul(1 - beta1));
        Tensor v = in.get(3).mul(beta2).add(g.square().mul(1 - beta2));
        Tensor kept = decoupled ? w.mul(1 - rate * decay) : w;
        Tensor move = m.mul(correctedRate()).div(v.sqrt().mul(rootCorrection()).add(epsilon));
        return List.of(kept.sub(move), m, v);
    }
}
