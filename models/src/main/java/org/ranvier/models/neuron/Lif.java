package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.Surrogate;

/**
 * A population of leaky integrate-and-fire neurons {@code τm dv/dt = input − v} with threshold 1,
 * reset to 0 and a refractory period, whose spikes fall inside the step: see {@link LifEventStep}.
 * Its rate for a constant input is {@link #rate}, whatever the step, to first order.
 *
 * @param dt the step, s
 * @param tauMembrane τm, s
 * @param tauRefractory τref, s
 * @param lowest the lowest potential
 * @param surrogate what gradients pass a spike with
 */
public record Lif(
        double dt, double tauMembrane, double tauRefractory, double lowest, Surrogate surrogate)
        implements Dynamics<Lif.State> {
    /**
     * The state after a step.
     *
     * @param spikes 1 where a neuron spiked in the last step, else 0
     * @param v the potential
     * @param held for how long a neuron is still held, s; below 0 if it is not
     */
    public record State(Tensor spikes, Tensor v, Tensor held) {}

    /**
     * τm = 20 ms, τref = 2 ms, without a lowest potential.
     *
     * @param dt the step, s
     * @return the population
     */
    public static Lif of(double dt) {
        var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
        return new Lif(dt, 0.02, 0.002, Double.NEGATIVE_INFINITY, slope);
    }

    /**
     * The rate for a constant input, {@code G = 1/(τref − τm·ln(1 − 1/input))}, and 0 up to 1.
     *
     * @param input the input
     * @return the rate, 1/s
     */
    public double rate(double input) {
        return input > 1 ? 1 / (tauRefractory - tauMembrane * Math.log1p(-1 / input)) : 0;
    }

    @Override
    public State initial(Session session, DType type, Shape shape) {
        Tensor zeros = session.full(type, shape, 0);
        return new State(zeros, zeros, zeros);
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor current = input.to(state.v().dtype()).expand(state.v().shape());
        var step = new LifEventStep(dt, tauMembrane, tauRefractory, lowest, surrogate);
        return of(current.session().apply(step, List.of(current, state.v(), state.held())));
    }

    @Override
    public List<Tensor> tensors(State state) {
        return List.of(state.spikes(), state.v(), state.held());
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(tensors.get(0), tensors.get(1), tensors.get(2));
    }
}
