package org.ranvier.models.optim;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.op.OptimizerStep;

/**
 * How a parameter follows its gradient. It is a description without state of its own; the state it
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
     * Changes a parameter and its state in place.
     *
     * @param parameter the parameter
     * @param gradient its gradient
     * @param state its {@link #states} tensors
     * @param rate the learning rate of this step
     * @param step the number of this step, from 1
     */
    void update(Tensor parameter, Tensor gradient, List<Tensor> state, double rate, long step);

    /**
     * Applies one of core's steps in place, in one pass.
     *
     * @param op the step
     * @param parameter the parameter
     * @param gradient its gradient
     * @param state its state
     */
    static void apply(OptimizerStep op, Tensor parameter, Tensor gradient, List<Tensor> state) {
        List<Tensor> in = new ArrayList<>(List.of(parameter, gradient));
        List<Tensor> out = new ArrayList<>(List.of(parameter));
        in.addAll(state);
        out.addAll(state);
        parameter.session().applyInto(op, in, out);
    }
}
