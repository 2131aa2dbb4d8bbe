package org.ranvier.models.sequence;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * A layer that goes along a sequence and carries a {@link State}. A sequence may be given whole or
 * in pieces, down to single steps: the outputs are the same if each piece begins with the state
 * that the last one ended with.
 */
public interface Stateful extends Layer {
    /**
     * What a piece of a sequence gives.
     *
     * @param output {@code [N, T, …]}, an output for each step
     * @param state the state after the last step
     */
    record Result(Tensor output, State state) {}

    /**
     * How many tensors its state has.
     *
     * @return the number, which never changes
     */
    int states();

    /**
     * The state before the first step.
     *
     * @param context the layer's
     * @param batch how many sequences go along side by side, N
     * @return the state
     */
    State initial(Context context, long batch);

    /**
     * Goes on by some steps.
     *
     * @param context the layer's
     * @param state the state before them
     * @param x {@code [N, T, …]}, the inputs of T steps, at least one
     * @return outputs and new state
     * @throws IllegalArgumentException if the input does not fit
     */
    Result step(Context context, State state, Tensor x);

    /** A whole sequence {@code [N, T, …]} from the first state on. */
    @Override
    default Tensor forward(Context context, Tensor x) {
        return step(context, initial(context, x.size(0)), x).output();
    }
}
