package org.ranvier.models.sequence;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.layers.Activation;

/**
 * Simple recurrent units (Elman 1990): {@code hₜ = σ(xₜUᵀ + hₜ₋₁Wᵀ + b)}. Parameters: {@code
 * weight} U {@code [units, in]}, {@code recurrent} W {@code [units, units]} and {@code bias} b
 * {@code [units]}. The state is h.
 *
 * @param in the size of an input
 * @param units how many units
 * @param activation σ
 */
public record Rnn(long in, long units, Activation activation) implements Recurrent {
    /** Checks the sizes. */
    public Rnn {
        Sequences.checkSize("rnn: inputs", in);
        Sequences.checkSize("rnn: units", units);
    }

    /**
     * Units with the hyperbolic tangent.
     *
     * @param in the size of an input
     * @param units how many units
     * @return the layer
     */
    public static Rnn of(long in, long units) {
        return new Rnn(in, units, Activation.TANH);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Tensor project(Context context, Tensor x) {
        return Sequences.affine(
                context, x, "weight", "bias", units, units, Sequences.uniform(units));
    }

    @Override
    public State advance(Context context, State state, Tensor projected) {
        Tensor past = Sequences.product(context, state.get(0), "recurrent", units, units);
        return State.of(activation.function().apply(projected.add(past)));
    }
}
