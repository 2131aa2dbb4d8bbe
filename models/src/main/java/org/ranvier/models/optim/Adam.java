package org.ranvier.models.optim;

import org.ranvier.op.AdamStep;
import org.ranvier.op.OptimizerStep;

/**
 * Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) when the weight decay is
 * decoupled. The equations are {@link AdamStep}'s; ε stands outside the root.
 *
 * @param rate κ
 * @param beta1 β₁, from 0 to below 1
 * @param beta2 β₂, from 0 to below 1
 * @param epsilon ε
 * @param decay the weight decay λ
 * @param decoupled whether the decay is applied apart (AdamW) or added to the gradient
 */
public record Adam(
        double rate, double beta1, double beta2, double epsilon, double decay, boolean decoupled)
        implements Optimizer {
    /** Checks the ranges. */
    public Adam {
        Range.rate("adam", rate);
        Range.fraction("adam: β₁", beta1);
        Range.fraction("adam: β₂", beta2);
        Range.notNegative("adam: ε", epsilon);
        Range.notNegative("adam: decay", decay);
    }

    /**
     * Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
     *
     * @param rate κ
     * @return the optimiser
     */
    public static Adam of(double rate) {
        return new Adam(rate, 0.9, 0.999, 1e-8, 0, false);
    }

    /**
     * AdamW with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
     *
     * @param rate κ
     * @param decay the weight decay λ
     * @return the optimiser
     */
    public static Adam decoupled(double rate, double decay) {
        return new Adam(rate, 0.9, 0.999, 1e-8, decay, true);
    }

    /**
     * With other smoothing.
     *
     * @param first β₁
     * @param second β₂
     * @return the optimiser
     */
    public Adam withBetas(double first, double second) {
        return new Adam(rate, first, second, epsilon, decay, decoupled);
    }

    /**
     * With another ε.
     *
     * @param small ε
     * @return the optimiser
     */
    public Adam withEpsilon(double small) {
        return new Adam(rate, beta1, beta2, small, decay, decoupled);
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public OptimizerStep step(double now, long number) {
        return new AdamStep(now, beta1, beta2, epsilon, decay, decoupled, number);
    }
}
