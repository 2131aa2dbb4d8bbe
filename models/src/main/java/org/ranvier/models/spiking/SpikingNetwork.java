package org.ranvier.models.spiking;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Dynamics;
import org.ranvier.op.LifNetworkSteps;

/**
 * Leaky integrate-and-fire neurons that are connected: {@code τm dv/dt = rest − v + Σs + input}
 * while not held, and for each receptor {@code τs ds/dt = −s}, {@code s ← s + w} when a spike
 * arrives. Between spikes, which fall on the grid of steps, the solution is exact for an input that
 * is constant over a step.
 *
 * <p>In a step potentials and currents advance; who then passes the threshold spikes and is reset;
 * spikes without delay are in the currents of the next step. Every operation rounds once, so that
 * the same network does the same on every device, bit by bit. See {@link LifNetworkSteps}.
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
     * @param arriving for each receptor {@code [delays, N]}: row 0 is its current s, row d what
     *     will be added to it in d steps
     */
    public record State(Tensor spikes, Tensor v, Tensor held, List<Tensor> arriving) {
        /** Copies the list. */
        public State {
            arriving = List.copyOf(arriving);
        }
    }

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
        List<Tensor> arriving = new ArrayList<>();
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
            arriving.add(potentials.session().full(potentials.dtype(), shape, 0));
        }
        Tensor none = potentials.zerosLike();
        return new State(none, potentials, none, arriving);
    }

    @Override
    public State step(State state, Tensor input) {
        State after = steps(state, input.expand(state.v().shape()).unsqueeze(0), 1);
        return new State(after.spikes().select(0, 0), after.v(), after.held(), after.arriving());
    }

    /**
     * Takes many steps at once.
     *
     * @param state the state now
     * @param input what drives the neurons, {@code [count, N]}, or {@code [1, N]} if it stays
     * @param count how many steps
     * @return the state after the last step, but with the spikes of all, {@code [count, N]}
     */
    public State steps(State state, Tensor input, int count) {
        List<LifNetworkSteps.Receptor> kinds = new ArrayList<>();
        List<Tensor> in =
                new ArrayList<>(List.of(input.to(state.v().dtype()), state.v(), state.held()));
        for (int i = 0; i < receptors.size(); i++) {
            Receptor receptor = receptors.get(i);
            double decay = Math.exp(-dt / receptor.tau());
            double share = share(receptor.tau());
            kinds.add(new LifNetworkSteps.Receptor(decay, share, receptor.first()));
            in.add(state.arriving().get(i));
            in.add(receptor.connection().slots());
            in.add(receptor.connection().weights());
        }
        var op = new LifNetworkSteps(count, cell(), kinds);
        List<Tensor> out = state.v().session().apply(op, in);
        return new State(out.get(0), out.get(1), out.get(2), out.subList(3, out.size()));
    }

    private LifNetworkSteps.Cell cell() {
        return new LifNetworkSteps.Cell(
                Math.exp(-dt / membrane.tau()),
                -Math.expm1(-dt / membrane.tau()),
                membrane.rest(),
                membrane.threshold(),
                membrane.reset(),
                Math.max(0, Math.round(membrane.refractory() / dt) - 1));
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
        all.addAll(state.arriving());
        return all;
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(
                tensors.get(0),
                tensors.get(1),
                tensors.get(2),
                List.copyOf(tensors.subList(3, tensors.size())));
    }
}
