package org.ranvier.models.optim;

import org.ranvier.op.OptimizerStep;
import org.ranvier.op.SgdStep;

/**
 * Gradient descent, with momentum or without; the equations are {@link SgdStep}'s.
 *
 * @param rate κ
 * @param momentum β, from 0 to below 1
 * @param scale c: 1 for {@code v ← βv + g}, {@code 1−β} to keep v on the scale of a gradient
 * @param nesterov whether to look ahead
 * @param decay the weight decay λ, added to the gradient
 */
public record Sgd(double rate, double momentum, double scale, boolean nesterov, double decay)
        implements Optimizer {
    /** Checks the ranges. */
    public Sgd {
        Range.rate("sgd", rate);
        Range.fraction("sgd: momentum", momentum);
        Range.notNegative("sgd: scale", scale);
        Range.notNegative("sgd: decay", decay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("sgd: Nesterov's form needs a momentum above 0");
        }
    }

    /**
     * Plain descent: {@code w ← w − κg}.
     *
     * @param rate κ
     * @return the optimiser
     */
    public static Sgd of(double rate) {
        return new Sgd(rate, 0, 1, false, 0);
    }

    /**
     * With momentum in the form {@code v ← βv + g}, {@code w ← w − κv}.
     *
     * @param beta β
     * @return the optimiser
     */
    public Sgd withMomentum(double beta) {
        return new Sgd(rate, beta, 1, nesterov, decay);
    }

    /**
     * With momentum in the form {@code v ← βv − (1−β)g}, {@code w ← w + κv}; the state holds {@code
     * −v}.
     *
     * @param beta β
     * @return the optimiser
     */
    public Sgd withAveragingMomentum(double beta) {
        return new Sgd(rate, beta, 1 - beta, nesterov, decay);
    }

    /**
     * With Nesterov's look-ahead: {@code w ← w − κ(g + βv)}.
     *
     * @param beta β
     * @return the optimiser
     */
    public Sgd withNesterov(double beta) {
        return new Sgd(rate, beta, 1, true, decay);
    }

    /**
     * With weight decay.
     *
     * @param lambda λ
     * @return the optimiser
     */
    public Sgd withDecay(double lambda) {
        return new Sgd(rate, momentum, scale, nesterov, lambda);
    }

    @Override
    public int states() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public OptimizerStep step(double now, long number) {
        return new SgdStep(now, momentum, scale, nesterov, decay);
    }
}
