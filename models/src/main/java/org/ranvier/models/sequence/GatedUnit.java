package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.Context;

/**
 * Units with an update gate alone: {@code g = σ(xU₁ᵀ + hW₁ᵀ + b₁)}, {@code h̃ = tanh(xU₂ᵀ + hW₂ᵀ +
 * b₂)}, {@code h' = g ⊙ h̃ + (1 − g) ⊙ h}: what {@link Gru} becomes when it never resets.
 * Parameters, gate above candidate: {@code weight} {@code [2·units, in]}, {@code recurrent} {@code
 * [2·units, units]} and {@code bias} {@code [2·units]}. The state is h.
 *
 * @param in the size of an input
 * @param units how many units
 */
public record GatedUnit(long in, long units) implements Recurrent {
    /** Checks the sizes. */
    public GatedUnit {
        Sequences.checkSize("gated unit: inputs", in);
        Sequences.checkSize("gated unit: units", units);
    }

    /**
     * A layer.
     *
     * @param in the size of an input
     * @param units how many units
     * @return the layer
     */
    public static GatedUnit of(long in, long units) {
        return new GatedUnit(in, units);
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public Tensor project(Context context, Tensor x) {
        return Sequences.affine(
                context, x, "weight", "bias", 2 * units, units, Sequences.uniform(units));
    }

    @Override
    public State advance(Context context, State state, Tensor projected) {
        Tensor h = state.get(0);
        Tensor past = Sequences.product(context, h, "recurrent", 2 * units, units);
        List<Tensor> gates = projected.add(past).chunk(-1, 2);
        Tensor candidate = gates.get(1).tanh();
        return State.of(h.add(gates.get(0).sigmoid().mul(candidate.sub(h))));
    }
}
