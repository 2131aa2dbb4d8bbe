package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;

/**
 * A layer of recurrent units: from {@code [N, T, in]} to the units' outputs {@code [N, T, units]}.
 * The first tensor of its state is the last output {@code [N, units]}.
 */
public interface Recurrent extends Stateful {
    /**
     * The size of an input.
     *
     * @return the size of its last axis
     */
    long in();

    /**
     * How many units there are.
     *
     * @return the size of the output's last axis
     */
    long units();

    /**
     * What inputs add to the arguments of the units' functions. It does not depend on the state, so
     * that it is computed for all steps of a sequence at once.
     *
     * @param context the layer's
     * @param x {@code […, in]}
     * @return {@code […, gates·units]}
     */
    Tensor project(Context context, Tensor x);

    /**
     * Takes one step.
     *
     * @param context the layer's
     * @param state the state before
     * @param projected {@code [N, gates·units]}, from {@link #project}
     * @return the state after
     */
    State advance(Context context, State state, Tensor projected);

    /** Zeros. */
    @Override
    default State initial(Context context, long batch) {
        List<Tensor> zeros = new ArrayList<>();
        for (int i = 0; i < states(); i++) {
            zeros.add(context.session().full(context.dtype(), Shape.of(batch, units()), 0));
        }
        return new State(zeros);
    }

    @Override
    default Result step(Context context, State state, Tensor x) {
        Sequences.check(this, context, x, in());
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor projected : project(context, x.transpose(0, 1)).unstack(0)) {
            state = advance(context, state, projected);
            outputs.add(state.get(0));
        }
        return new Result(context.session().stack(0, outputs).transpose(0, 1), state);
    }
}
