package org.ranvier.models.spiking;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Dynamics;

/**
 * Leaky integrate-and-fire neurons that are connected: {@code τm dv/dt = rest − v + Σs + input}
 * while not held, and for each receptor {@code τs ds/dt = −s}, {@code s ← s + w} when a spike
 * arrives. Between spikes, which fall on the grid of steps, the solution is exact for an input that
 * is constant over a step.
 *
 * <p>In a step potentials and currents advance; who then passes the threshold spikes and is reset;
 * spikes without delay are in the currents of the next step. Every operation rounds once, so that
 * the same network does the same on every device, bit by bit.
 *
 * @param membrane of all neurons
 * @param dt the step
 * @param receptors the kinds of synapses, at least one
 */
public record SpikingNetwork(Membrane membrane, double dt, List<Receptor> receptors)
        implements Dynamics<SpikingNetwork.State> {
    /**
     * The state after a step.
     *
     * @param spikes 1 where a neuron spiked in the last step, else 0, {@code [N]}
     * @param v the potential, {@code [N]}
     * @param held for how many steps a neuron is still held, {@code [N]}
     * @param currents s of each receptor, {@code [N]}
     * @param pending for each receptor what is on its way, {@code [delays, N]}
     */
    public record State(
            Tensor spikes, Tensor v, Tensor held, List<Tensor> currents, List<Tensor> pending) {}

    /** Checks the step and copies the list. */
    public SpikingNetwork {
        receptors = List.copyOf(receptors);
        if (!(dt > 0) || receptors.isEmpty()) {
            throw new IllegalArgumentException(
                    "spiking network: step "
                            + dt
                            + ", "
                            + receptors.size()
                            + " receptors; expected above 0, and at least one");
        }
    }

    /**
     * A network.
     *
     * @param membrane of all neurons
     * @param dt the step
     * @param receptors the kinds of synapses, at least one
     * @return the network
     */
    public static SpikingNetwork of(Membrane membrane, double dt, Receptor... receptors) {
        return new SpikingNetwork(membrane, dt, List.of(receptors));
    }

    /** All neurons at the reset, without currents. */
    @Override
    public State initial(Session session, DType type, Shape shape) {
        return initial(session.full(type, shape, membrane.reset()));
    }

    /**
     * A state without currents.
     *
     * @param potentials of all neurons, {@code [N]}
     * @return the state
     * @throws IllegalArgumentException if there are not as many as the receptors lead to
     */
    public State initial(Tensor potentials) {
        List<Tensor> pending = new ArrayList<>();
        for (Receptor receptor : receptors) {
            Connection connection = receptor.connection();
            if (!potentials.shape().equals(Shape.of(connection.targets()))) {
                throw new IllegalArgumentException(
                        "spiking network: potentials "
                                + potentials.shape()
                                + "; the receptors lead to ["
                                + connection.targets()
                                + "]");
            }
            Shape shape = Shape.of(connection.delays(), connection.targets());
            pending.add(potentials.session().full(potentials.dtype(), shape, 0));
        }
        Tensor none = potentials.zerosLike();
        List<Tensor> currents = receptors.stream().map(_ -> none).toList();
        return new State(none, potentials, none, currents, pending);
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor v = state.v();
        Tensor free = state.held().le(0);
        Tensor next = free.where(advanced(state, input.to(v.dtype())), v);
        Tensor spiking = next.gt(membrane.threshold()).and(free);
        Tensor spikes = spiking.to(v.dtype());
        List<Tensor> currents = new ArrayList<>();
        List<Tensor> pending = new ArrayList<>();
        for (int i = 0; i < receptors.size(); i++) {
            Receptor receptor = receptors.get(i);
            Tensor all = state.pending().get(i).add(receptor.connection().deliver(spikes));
            Tensor decayed = state.currents().get(i).mul(Math.exp(-dt / receptor.tau()));
            currents.add(decayed.add(all.select(0, 0)));
            pending.add(all.slice(0, 1, all.size(0)).pad(0, 0, 1, 0));
        }
        return new State(
                spikes,
                spiking.where(number(v, membrane.reset()), next),
                spiking.where(number(v, refractorySteps()), state.held().sub(1).relu()),
                currents,
                pending);
    }

    /** The exact solution of the potentials after a step without spikes. */
    private Tensor advanced(State state, Tensor input) {
        double gain = -Math.expm1(-dt / membrane.tau());
        Tensor left = state.v().sub(membrane.rest()).mul(Math.exp(-dt / membrane.tau()));
        Tensor v = left.add(membrane.rest()).add(input.mul(gain));
        for (int i = 0; i < receptors.size(); i++) {
            v = v.add(state.currents().get(i).mul(share(receptors.get(i).tau())));
        }
        return v;
    }

    private double refractorySteps() {
        return Math.max(0, Math.round(membrane.refractory() / dt) - 1);
    }

    private static Tensor number(Tensor like, double value) {
        return like.session().full(like.dtype(), Shape.SCALAR, value);
    }

    /**
     * What a current of 1 that decays with τ adds over a step: {@code τ/(τ − τm)·(e^{−Δt/τ} −
     * e^{−Δt/τm})}.
     */
    private double share(double tau) {
        double slow = dt / membrane.tau();
        double difference = dt / tau - slow;
        // The mean of e^{−x} over the difference, which has a limit where the two are equal.
        double mean = difference == 0 ? 1 : -Math.expm1(-difference) / difference;
        return slow * Math.exp(-slow) * mean;
    }

    @Override
    public List<Tensor> tensors(State state) {
        List<Tensor> all = new ArrayList<>(List.of(state.spikes(), state.v(), state.held()));
        all.addAll(state.currents());
        all.addAll(state.pending());
        return all;
    }

    @Override
    public State of(List<Tensor> tensors) {
        int split = 3 + receptors.size();
        return new State(
                tensors.get(0),
                tensors.get(1),
                tensors.get(2),
                List.copyOf(tensors.subList(3, split)),
                List.copyOf(tensors.subList(split, tensors.size())));
    }
}
