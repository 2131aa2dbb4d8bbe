package org.ranvier.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * T steps of a population of {@link LifCell}s. Inputs: currents {@code [T, S…]}, the potential
 * {@code [S…]} and how many steps each neuron is still held {@code [S…]}, whole numbers in the type
 * of the potential. Outputs: spikes {@code [T, S…]} of 0 and 1, the potentials before any reset
 * {@code [T, S…]}, and potential and hold after the last step.
 *
 * @param cell the neuron
 */
public record LifSteps(LifCell cell) implements Fused {
    @Override
    public String name() {
        return "lif_steps";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.floating(this, in);
        TensorSpec currents = in.get(0);
        Check.that(currents.shape().rank() >= 1, this, in, "currents need a first axis of time");
        TensorSpec state = currents.withShape(currents.shape().without(0));
        Check.that(
                in.get(1).equals(state) && in.get(2).equals(state),
                this,
                in,
                "potential and hold must be " + state);
        return List.of(currents, currents, state, state);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor currents = in.get(0);
        Tensor v = in.get(1);
        Tensor hold = in.get(2);
        List<Tensor> spikes = new ArrayList<>();
        List<Tensor> potentials = new ArrayList<>();
        for (long t = 0; t < currents.size(0); t++) {
            Tensor held = hold.gt(0);
            Tensor u =
                    held.where(v, v.mul(cell.decay()).add(currents.select(0, t).mul(cell.gain())));
            Tensor over = apply(new Spike(cell.surrogate()), u.sub(cell.threshold()));
            Tensor s = held.where(over.zerosLike(), over);
            v = reset(u, cell.detachReset() ? s.detach() : s);
            hold = s.gt(0).where(hold.zerosLike().add(cell.refractory()), hold.sub(1).relu());
            spikes.add(s);
            potentials.add(u);
        }
        return List.of(series(spikes, currents), series(potentials, currents), v, hold);
    }

    private Tensor reset(Tensor u, Tensor s) {
        return switch (cell.reset()) {
            case ZERO -> u.mul(s.rsub(1));
            case SUBTRACT -> u.sub(s.mul(cell.threshold()));
        };
    }

    static Tensor series(List<Tensor> steps, Tensor like) {
        Session session = like.session();
        return steps.isEmpty()
                ? session.full(like.dtype(), like.shape(), 0)
                : session.stack(0, steps);
    }

    private static Tensor apply(Op op, Tensor x) {
        return x.session().apply(op, List.of(x)).get(0);
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        List<Tensor> in =
                List.of(b.out(0), b.out(1), b.in(2), b.gradient(0), b.gradient(1), b.gradient(2));
        List<Tensor> out = b.in(0).session().apply(new LifStepsGradient(cell), in);
        return Arrays.asList(out.get(0), out.get(1), null);
    }
}
