package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * Leaky integrate-and-fire neurons that tire: a negative current n grows with each spike and decays
 * in between, {@code τn dn/dt = increment·spikes − n}, in Euler steps (Camera, Rauch, Lüscher, Senn
 * and Fusi 2004).
 *
 * @param lif the neuron without adaptation
 * @param tauAdaptation τn, s
 * @param increment by how much the current of a neuron with a rate of 1/s falls in the long run
 */
public record AdaptiveLif(Lif lif, double tauAdaptation, double increment)
        implements Dynamics<AdaptiveLif.State> {
    /**
     * The state after a step.
     *
     * @param lif spikes, potential and hold
     * @param adaptation n
     */
    public record State(Lif.State lif, Tensor adaptation) {}

    /** Checks the time constant. */
    public AdaptiveLif {
        if (!(tauAdaptation > 0)) {
            throw new IllegalArgumentException(
                    "adaptive lif: time constant " + tauAdaptation + " s; expected above 0");
        }
    }

    @Override
    public State initial(Session session, DType type, Shape shape) {
        return new State(lif.initial(session, type, shape), session.full(type, shape, 0));
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor n = state.adaptation();
        Lif.State next = lif.step(state.lif(), input.to(n.dtype()).sub(n));
        Tensor decayed = n.mul(1 - lif.dt() / tauAdaptation);
        return new State(next, decayed.add(next.spikes().mul(increment / tauAdaptation)));
    }

    @Override
    public List<Tensor> tensors(State state) {
        return List.of(
                state.lif().spikes(), state.lif().v(), state.lif().held(), state.adaptation());
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(lif.of(tensors.subList(0, 3)), tensors.get(3));
    }
}
