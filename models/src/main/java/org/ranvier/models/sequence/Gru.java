package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.op.GruCell;

/**
 * Gated recurrent units; see {@link GruCell} for the equations. Parameters, with the gates reset
 * and update and the candidate below each other as in PyTorch: {@code weight} {@code [3·units,
 * in]}, {@code recurrent} {@code [3·units, units]}, and {@code bias} and {@code recurrent_bias}
 * {@code [3·units]}. The state is h.
 *
 * @param in the size of an input
 * @param units how many units
 */
public record Gru(long in, long units) implements Recurrent {
    private static final int GATES = 3;

    /** Checks the sizes. */
    public Gru {
        Sequences.checkSize("gru: inputs", in);
        Sequences.checkSize("gru: units", units);
    }

    /**
     * A layer.
     *
     * @param in the size of an input
     * @param units how many units
     * @return the layer
     */
    public static Gru of(long in, long units) {
        return new Gru(in, units);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Tensor project(Context context, Tensor x) {
        return Sequences.affine(
                context, x, "weight", "bias", GATES * units, units, Sequences.uniform(units));
    }

    @Override
    public State advance(Context context, State state, Tensor projected) {
        Tensor past =
                Sequences.affine(
                        context,
                        state.get(0),
                        "recurrent",
                        "recurrent_bias",
                        GATES * units,
                        units,
                        Sequences.uniform(units));
        return new State(
                context.session().apply(new GruCell(), List.of(projected, past, state.get(0))));
    }
}
