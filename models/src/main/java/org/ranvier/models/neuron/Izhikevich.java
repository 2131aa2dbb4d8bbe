package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * Neurons after Izhikevich (2003), in mV and ms: {@code dv/dt = 0.04v² + 5v + 140 − u + input},
 * {@code du/dt = a(bv − u)}, in Euler steps. A neuron spikes when v reaches 30; then v becomes c
 * and u grows by d. Within a step v comes first, and u follows the new v.
 *
 * @param dt the step, s; 1 ms is customary
 * @param a how fast u follows, 1/ms
 * @param b how strongly u follows v
 * @param c the potential after a spike, mV
 * @param d by how much a spike raises u
 */
public record Izhikevich(double dt, double a, double b, double c, double d)
        implements Dynamics<Izhikevich.State> {
    private static final double PEAK = 30;

    /**
     * The state after a step.
     *
     * @param spikes 1 where a neuron spiked in the last step, else 0
     * @param v the potential, mV
     * @param u the recovery
     */
    public record State(Tensor spikes, Tensor v, Tensor u) {}

    /** Checks the step. */
    public Izhikevich {
        if (!(dt > 0)) {
            throw new IllegalArgumentException("izhikevich: step " + dt + " s; expected above 0");
        }
    }

    /**
     * A cortical neuron that spikes regularly.
     *
     * @param dt the step, s
     * @return the population
     */
    public static Izhikevich of(double dt) {
        return new Izhikevich(dt, 0.02, 0.2, -65, 8);
    }

    /** All neurons at the potential after a spike, recovered. */
    @Override
    public State initial(Session session, DType type, Shape shape) {
        return new State(
                session.full(type, shape, 0),
                session.full(type, shape, c),
                session.full(type, shape, b * c));
    }

    @Override
    public State step(State state, Tensor input) {
        double ms = 1000 * dt;
        Tensor v = state.v();
        Tensor u = state.u();
        Tensor slope = v.mul(0.04).add(5).mul(v).add(140).sub(u).add(input.to(v.dtype()));
        Tensor risen = v.add(slope.mul(ms));
        Tensor peaked = risen.ge(PEAK);
        Tensor spikes = peaked.to(v.dtype());
        Tensor after = peaked.where(v.session().full(v.dtype(), Shape.SCALAR, c), risen);
        Tensor recovery = u.add(after.mul(b).sub(u).mul(a * ms)).add(spikes.mul(d));
        return new State(spikes, after, recovery);
    }

    @Override
    public List<Tensor> tensors(State state) {
        return List.of(state.spikes(), state.v(), state.u());
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(tensors.get(0), tensors.get(1), tensors.get(2));
    }
}
