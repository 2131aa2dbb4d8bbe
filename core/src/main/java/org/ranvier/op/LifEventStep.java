package org.ranvier.op;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * One step of leaky integrate-and-fire neurons {@code τm dv/dt = current − v} with threshold 1 and
 * reset to 0, whose spikes fall inside the step: the time at which v reaches 1 is solved for, and
 * the neuron is held until exactly τref later, so that its rate does not depend on Δt to first
 * order. A neuron spikes at most once a step.
 *
 * <p>Inputs current, v and the time w for which the neuron was still held when the last step ended
 * (below 0: not held); outputs spikes of 0 and 1, v and w. With {@code w ← w − Δt} and the free
 * time {@code δ = min(max(Δt − w, 0), Δt)}: v relaxes for δ; where it passes 1 the spike came
 * {@code τm·ln((current − 1)/(current − v))}, a negative number, from the end, and {@code w} is set
 * to τref and that time from the next step's beginning.
 *
 * @param dt Δt, above 0
 * @param tauMembrane τm, above 0, in the unit of Δt
 * @param tauRefractory τref, 0 or above, in the unit of Δt
 * @param lowest the lowest potential; 0 is customary for rate-coded populations, −∞ for none
 * @param surrogate the slope of a spike
 */
public record LifEventStep(
        double dt, double tauMembrane, double tauRefractory, double lowest, Surrogate surrogate)
        implements Fused {
    /** Checks the ranges. */
    public LifEventStep {
        if (!(dt > 0 && tauMembrane > 0 && tauRefractory >= 0)) {
            throw new IllegalArgumentException(
                    "lif: Δt "
                            + dt
                            + " and τm "
                            + tauMembrane
                            + " must be above 0, τref "
                            + tauRefractory
                            + " not below");
        }
    }

    @Override
    public String name() {
        return "lif_event_step";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 3);
        Check.floating(this, in);
        Check.sameShape(this, in);
        return in;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor current = in.get(0);
        Tensor w = in.get(2).sub(dt);
        Tensor free = w.rsub(dt).clip(0, dt);
        Tensor relaxed =
                in.get(1).sub(current).mul(free.mul(-1 / tauMembrane).expm1()).add(in.get(1));
        Tensor over = relaxed.sub(1);
        Tensor s = over.session().apply(new Spike(surrogate), List.of(over)).get(0);
        Tensor spiked = over.gt(0);
        Tensor drive = current.sub(1);
        Tensor ratio =
                spiked.where(over.div(spiked.where(drive, drive.onesLike())), over.zerosLike());
        Tensor sinceStart = ratio.neg().log1p().mul(tauMembrane).add(dt);
        Tensor held = spiked.where(sinceStart.add(tauRefractory), w);
        Tensor floor = relaxed.session().full(relaxed.dtype(), Shape.SCALAR, lowest);
        Tensor bounded = relaxed.lt(lowest).where(floor, relaxed);
        return List.of(s, spiked.where(bounded.zerosLike(), bounded), held);
    }
}
