package org.ranvier.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * T steps, at least one, of N sequences side by side through {@link LstmCell}s. Inputs: what the
 * inputs add to the gates, {@code xWᵀ + b} {@code [T, N, 4H]}, the recurrent weights U {@code [4H,
 * H]}, and output and cell before the first step {@code [N, H]}. Outputs: after each step h and c
 * {@code [T, N, H]}, and what the output before it has added to its gates, {@code hUᵀ} {@code [T,
 * N, 4H]}, which the gradient needs again.
 *
 * <p>The gradient of U is one product over all steps instead of a sum of T small ones.
 */
public record LstmSteps() implements Fused {
    private static final int GATES = 4;

    @Override
    public String name() {
        return "lstm_steps";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 4);
        Check.floating(this, in);
        TensorSpec gates = in.get(0);
        TensorSpec state = in.get(2);
        Check.steps(this, in, gates, state, GATES);
        Check.recurrent(this, in, 1, state, GATES);
        Check.that(in.get(3).equals(state), this, in, "the cell must be " + state);
        TensorSpec states = state.withShape(gates.shape().with(-1, state.shape().size(-1)));
        return List.of(states, states, gates);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Session session = in.get(0).session();
        Tensor recurrent = in.get(1).transpose();
        Tensor h = in.get(2);
        Tensor c = in.get(3);
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> cells = new ArrayList<>();
        List<Tensor> past = new ArrayList<>();
        for (Tensor gates : in.get(0).unstack(0)) {
            Tensor added = h.matmul(recurrent);
            List<Tensor> next = session.apply(new LstmCell(), List.of(gates, added, c));
            h = next.get(0);
            c = next.get(1);
            outputs.add(h);
            cells.add(c);
            past.add(added);
        }
        return List.of(session.stack(0, outputs), session.stack(0, cells), session.stack(0, past));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        if (b.outGradients().get(2) != null) {
            return null; // Only a gradient of a gradient: that of the decomposition will do.
        }
        List<Tensor> in =
                List.of(
                        b.in(0),
                        b.out(2),
                        b.in(1),
                        b.in(3),
                        b.out(1),
                        b.gradient(0),
                        b.gradient(1));
        List<Tensor> out = b.in(0).session().apply(new LstmStepsGradient(), in);
        Tensor weights = b.needs(1) ? recurrent(out.get(0), b.in(2), b.out(0)) : null;
        return Arrays.asList(out.get(0), weights, out.get(1), out.get(2));
    }

    /** {@code Σₜ dgₜᵀ hₜ₋₁} as one product. */
    private static Tensor recurrent(Tensor gates, Tensor first, Tensor outputs) {
        Tensor earlier = outputs.slice(0, 0, outputs.size(0) - 1);
        Tensor before = first.session().concat(0, List.of(first.unsqueeze(0), earlier));
        return gates.flatten(0, 1).transpose().matmul(before.flatten(0, 1));
    }
}
