package org.ranvier.models.optim;

import org.ranvier.op.AdagradStep;
import org.ranvier.op.OptimizerStep;

/**
 * Adagrad (Duchi et al. 2011); the equations are {@link AdagradStep}'s.
 *
 * @param rate κ
 * @param epsilon ε, outside the root
 * @param decay the weight decay λ, added to the gradient
 */
public record Adagrad(double rate, double epsilon, double decay) implements Optimizer {
    /** Checks the ranges. */
    public Adagrad {
        Range.rate("adagrad", rate);
        Range.notNegative("adagrad: ε", epsilon);
        Range.notNegative("adagrad: decay", decay);
    }

    /**
     * With ε = 1e-10.
     *
     * @param rate κ
     * @return the optimiser
     */
    public static Adagrad of(double rate) {
        return new Adagrad(rate, 1e-10, 0);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public OptimizerStep step(double now, long number) {
        return new AdagradStep(now, epsilon, decay);
    }
}
