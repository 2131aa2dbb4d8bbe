package org.ranvier.models.optim;

import org.ranvier.op.OptimizerStep;

/**
 * How parameters follow their gradients. It is a description without state of its own; the state it
 * needs for each parameter is kept by {@link Descent}.
 */
public interface Optimizer {
    /**
     * The learning rate, before any schedule.
     *
     * @return κ, above or equal to 0
     */
    double rate();

    /**
     * How many tensors of state it keeps for a parameter, each of the parameter's shape and 0 at
     * the beginning.
     *
     * @return the number
     */
    int states();

    /**
     * A step, of any number of parameters.
     *
     * @param rate the learning rate of this step
     * @param number the number of this step, from 1
     * @return the operation, always of one kind
     */
    OptimizerStep step(double rate, long number);
}
