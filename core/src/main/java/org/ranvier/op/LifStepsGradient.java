package org.ranvier.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link LifSteps}, back through time. Inputs: its spikes and potentials {@code [T,
 * S…]}, the hold it began with {@code [S…]}, and the gradients of spikes, potentials {@code [T,
 * S…]} and last potential {@code [S…]}. Outputs: the gradients of the currents {@code [T, S…]} and
 * of the first potential {@code [S…]}.
 *
 * @param cell the neuron
 */
public record LifStepsGradient(LifCell cell) implements Fused {
    @Override
    public String name() {
        return "lif_steps_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 6);
        Check.floating(this, in);
        TensorSpec series = in.get(0);
        Check.that(series.shape().rank() >= 1, this, in, "spikes need a first axis of time");
        TensorSpec state = series.withShape(series.shape().without(0));
        Check.that(
                in.get(1).equals(series) && in.get(3).equals(series) && in.get(4).equals(series),
                this,
                in,
                "series must be " + series);
        Check.that(
                in.get(2).equals(state) && in.get(5).equals(state),
                this,
                in,
                "states must be " + state);
        return List.of(series, state);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor spikes = in.get(0);
        List<Tensor> held = held(spikes, in.get(2));
        List<Tensor> currents = new ArrayList<>();
        Tensor dv = in.get(5);
        for (int t = held.size() - 1; t >= 0; t--) {
            Tensor s = spikes.select(0, t);
            Tensor u = in.get(1).select(0, t);
            Tensor ds = in.get(3).select(0, t);
            Tensor kept = cell.reset() == LifCell.Reset.ZERO ? s.rsub(1) : s.onesLike();
            if (!cell.detachReset()) {
                Tensor jump =
                        cell.reset() == LifCell.Reset.ZERO
                                ? u.neg()
                                : u.zerosLike().sub(cell.threshold());
                ds = ds.add(dv.mul(jump));
            }
            Tensor slope = cell.surrogate().slope(u.sub(cell.threshold()));
            Tensor through = ds.mul(slope);
            Tensor zeros = dv.zerosLike();
            Tensor du =
                    in.get(4).select(0, t).add(dv.mul(kept)).add(held.get(t).where(zeros, through));
            currents.add(held.get(t).where(zeros, du.mul(cell.gain())));
            dv = held.get(t).where(du, du.mul(cell.decay()));
        }
        Collections.reverse(currents);
        return List.of(LifSteps.series(currents, spikes), dv);
    }

    /** Which neurons were held at each step: what the spikes and the first hold imply. */
    private List<Tensor> held(Tensor spikes, Tensor hold) {
        List<Tensor> held = new ArrayList<>();
        for (long t = 0; t < spikes.size(0); t++) {
            held.add(hold.gt(0));
            Tensor refractory = hold.zerosLike().add(cell.refractory());
            hold = spikes.select(0, t).gt(0).where(refractory, hold.sub(1).relu());
        }
        return held;
    }
}
