package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.init.Init;
import org.ranvier.op.LstmCell;
import org.ranvier.op.LstmSteps;

/**
 * Long short-term memory; see {@link LstmCell} for the equations. Parameters, with the gates input,
 * forget, cell and output below each other as in PyTorch: {@code weight} {@code [4·units, in]},
 * {@code recurrent} {@code [4·units, units]} and {@code bias} {@code [4·units]}. The state is
 * output h and cell c.
 *
 * @param in the size of an input
 * @param units how many units
 * @param forgetBias the first bias of the forget gates: 1 lets units begin by remembering
 *     (Jozefowicz et al. 2015)
 */
public record Lstm(long in, long units, double forgetBias) implements Recurrent {
    private static final int GATES = 4;

    /** Checks the sizes. */
    public Lstm {
        Sequences.checkSize("lstm: inputs", in);
        Sequences.checkSize("lstm: units", units);
    }

    /**
     * A layer whose units begin by remembering.
     *
     * @param in the size of an input
     * @param units how many units
     * @return the layer
     */
    public static Lstm of(long in, long units) {
        return new Lstm(in, units, 1);
    }

    @Override
    public int states() {
        return 2;
    }

    @Override
    public Tensor project(Context context, Tensor x) {
        Init bias =
                (session, random, spec, fans) ->
                        session.full(spec.dtype(), Shape.of(units), forgetBias)
                                .pad(0, units, 2 * units, 0);
        return Sequences.affine(context, x, "weight", "bias", GATES * units, units, bias);
    }

    /**
     * All steps at once, so that the recurrent weights are laid out and their gradient taken once.
     */
    @Override
    public Result step(Context context, State state, Tensor x) {
        Sequences.check(this, context, x, in);
        Tensor projected = project(context, x.transpose(0, 1));
        Tensor recurrent = Sequences.weight(context, "recurrent", GATES * units, units, units);
        List<Tensor> out =
                context.session()
                        .apply(
                                new LstmSteps(),
                                List.of(projected, recurrent, state.get(0), state.get(1)));
        State last = State.of(out.get(0).select(0, -1), out.get(1).select(0, -1));
        return new Result(out.get(0).transpose(0, 1), last);
    }

    @Override
    public State advance(Context context, State state, Tensor projected) {
        Tensor past = Sequences.product(context, state.get(0), "recurrent", GATES * units, units);
        return new State(
                context.session().apply(new LstmCell(), List.of(projected, past, state.get(1))));
    }
}
