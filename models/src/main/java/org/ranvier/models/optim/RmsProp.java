package org.ranvier.models.optim;

import org.ranvier.op.OptimizerStep;
import org.ranvier.op.RmsPropStep;

/**
 * RMSProp (Tieleman and Hinton 2012); the equations are {@link RmsPropStep}'s.
 *
 * @param rate κ
 * @param smoothing ρ, from 0 to below 1
 * @param epsilon ε, outside the root
 * @param decay the weight decay λ, added to the gradient
 */
public record RmsProp(double rate, double smoothing, double epsilon, double decay)
        implements Optimizer {
    /** Checks the ranges. */
    public RmsProp {
        Range.rate("rmsprop", rate);
        Range.fraction("rmsprop: smoothing", smoothing);
        Range.notNegative("rmsprop: ε", epsilon);
        Range.notNegative("rmsprop: decay", decay);
    }

    /**
     * With ρ = 0.99 and ε = 1e-8.
     *
     * @param rate κ
     * @return the optimiser
     */
    public static RmsProp of(double rate) {
        return new RmsProp(rate, 0.99, 1e-8, 0);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public OptimizerStep step(double now, long number) {
        return new RmsPropStep(now, smoothing, epsilon, decay);
    }
}
