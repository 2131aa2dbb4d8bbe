package org.ranvier.models.nef;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Dynamics;
import org.ranvier.models.neuron.LinearFilter;
import org.ranvier.models.neuron.Synapse;

/**
 * Populations that are connected: a connection decodes a function from the activity of one, filters
 * it by a synapse and encodes it into another or the same. The weights between neurons are never
 * multiplied out: over K dimensions a step from N to M neurons costs {@code K·(N + M)} (Eliasmith
 * and Anderson, Neural Engineering, 2003).
 *
 * <p>In a step, populations first take what synapses held at the end of the step before, and the
 * input of this step; then synapses take the new activity.
 *
 * <p>The network refers to the tensors of its populations and decoders, which must stay open. The
 * shape of a simulation is that of its batch, {@link Shape#SCALAR} for one; its input is {@code
 * [batch…, K]}.
 */
public final class Network implements Dynamics<Network.State> {
    private final double dt;
    private final Function<Response, Neurons> kind;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Direct> inputs = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Integer> outputs = new LinkedHashMap<>();

    private Network(double dt, Function<Response, Neurons> kind) {
        if (!(dt > 0)) {
            throw new IllegalArgumentException("network: step " + dt + " s; expected above 0");
        }
        this.dt = dt;
        this.kind = kind;
    }

    private record Part(int index, Population population, Tensor weights, Neurons neurons) {}

    /** Input that is encoded at once. */
    private record Direct(Part to, Tensor matrix) {}

    /** From a population, or the input, by a synapse to a population, or only to be read. */
    private record Route(
            @Nullable Part from, @Nullable Part to, Tensor matrix, LinearFilter filter) {}

    /**
     * The state after a step.
     *
     * @param neurons of each population, in the order in which they were added
     * @param synapses of each connection, filtered input and output, likewise
     */
    public record State(List<Neurons.State> neurons, List<LinearFilter.State> synapses) {}

    /**
     * A network whose neurons spike.
     *
     * @param dt the step, s
     * @return a network without populations
     */
    public static Network spiking(double dt) {
        return new Network(dt, response -> Neurons.spiking(response, dt));
    }

    /**
     * A network whose neurons have rates that follow their currents at once.
     *
     * @param dt the step, s
     * @return a network without populations
     */
    public static Network rates(double dt) {
        return new Network(dt, Neurons::rates);
    }

    /**
     * A network whose neurons have rates that lag behind: {@code τm dv/dt = −v + G(J)}.
     *
     * @param dt the step, s
     * @param tauMembrane τm, s
     * @return a network without populations
     */
    public static Network lagging(double dt, double tauMembrane) {
        return new Network(dt, response -> Neurons.lagging(response, tauMembrane, dt));
    }

    /**
     * Adds a population.
     *
     * @param name a name that none has yet
     * @param population the population
     * @return this network
     */
    public Network population(String name, Population population) {
        if (parts.containsKey(name)) {
            throw new IllegalArgumentException(
                    "network: there is a population \"" + name + "\" already");
        }
        Neurons neurons = kind.apply(population.response());
        parts.put(name, new Part(parts.size(), population, population.weights(), neurons));
        return this;
    }

    /**
     * Leads the input u into a population, in the very step in which it is given.
     *
     * @param to the population
     * @param matrix B, {@code [D][K]}: {@code B·u} is added to what the population represents
     * @return this network
     */
    public Network input(String to, double[][] matrix) {
        inputs.add(new Direct(part(to), transposed(to, matrix)));
        return this;
    }

    /**
     * Leads the input u into a population through a synapse.
     *
     * @param to the population
     * @param matrix B, {@code [D][K]}: {@code B·u}, filtered, is added to what the population
     *     represents
     * @param synapse the filter
     * @return this network
     */
    public Network input(String to, double[][] matrix, Synapse synapse) {
        Tensor transform = transposed(to, matrix);
        routes.add(new Route(null, part(to), transform, synapse.held(dt)));
        return this;
    }

    private Tensor transposed(String to, double[][] matrix) {
        Tensor like = part(to).population().encoders();
        Tensor transform = Flows.matrix(like, matrix).transpose();
        checkSize("input of " + to, "dimensions", transform.size(1), like.size(1));
        return transform;
    }

    /**
     * Connects a population to another, or to itself.
     *
     * @param from what is decoded
     * @param to what the result is encoded into
     * @param decoders {@code [N, D]} from N neurons to D dimensions, as {@link Population#decoders}
     *     gives them
     * @param synapse the filter
     * @return this network
     */
    public Network connect(String from, String to, Tensor decoders, Synapse synapse) {
        String name = from + " to " + to;
        checkSize(name, "neurons", decoders.size(0), part(from).population().neurons());
        checkSize(name, "dimensions", decoders.size(1), part(to).population().dimensions());
        routes.add(new Route(part(from), part(to), decoders, synapse.held(dt)));
        return this;
    }

    /**
     * Adds an output: decoded and filtered, to be read by {@link #output(State, String)}.
     *
     * @param name a name that none has yet
     * @param from what is decoded
     * @param decoders {@code [N, K]}
     * @param synapse the filter
     * @return this network
     */
    public Network output(String name, String from, Tensor decoders, Synapse synapse) {
        checkSize(name, "neurons", decoders.size(0), part(from).population().neurons());
        if (outputs.putIfAbsent(name, routes.size()) != null) {
            throw new IllegalArgumentException(
                    "network: there is an output \"" + name + "\" already");
        }
        routes.add(new Route(part(from), null, decoders, synapse.held(dt)));
        return this;
    }

    private Part part(String name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "network: no population \"" + name + "\"; there are " + parts.keySet());
        }
        return part;
    }

    private static void checkSize(String where, String of, long given, long expected) {
        if (given != expected) {
            throw new IllegalArgumentException(
                    "network: " + where + ": " + given + " " + of + "; expected " + expected);
        }
    }

    @Override
    public State initial(Session session, DType type, Shape batch) {
        List<Neurons.State> neurons = new ArrayList<>();
        for (Part part : parts.values()) {
            Tensor potentials = part.population().potentials().to(type);
            Shape shape = batch.concat(potentials.shape());
            neurons.add(part.neurons().start(potentials.expand(shape)));
        }
        List<LinearFilter.State> synapses = new ArrayList<>();
        for (Route route : routes) {
            Shape shape = batch.concat(Shape.of(route.matrix().size(1)));
            synapses.add(route.filter().initial(session, type, shape));
        }
        return new State(neurons, synapses);
    }

    @Override
    public State step(State state, Tensor input) {
        List<Neurons.State> neurons = new ArrayList<>();
        for (Part part : parts.values()) {
            Neurons.State before = state.neurons().get(part.index());
            Tensor currents = currents(part, state, input).expand(before.activity().shape());
            neurons.add(part.neurons().step(before, currents));
        }
        List<LinearFilter.State> synapses = new ArrayList<>();
        for (Route route : routes) {
            Part from = route.from();
            Tensor source = from == null ? input : neurons.get(from.index()).activity();
            LinearFilter.State before = state.synapses().get(synapses.size());
            synapses.add(route.filter().step(before, source.matmul(route.matrix())));
        }
        return new State(neurons, synapses);
    }

    private Tensor currents(Part part, State state, Tensor input) {
        List<Tensor> arriving = new ArrayList<>();
        for (Direct direct : inputs) {
            if (direct.to() == part) {
                arriving.add(input.matmul(direct.matrix()));
            }
        }
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).to() == part) {
                arriving.add(state.synapses().get(i).output());
            }
        }
        Tensor biases = part.population().biases();
        return arriving.stream()
                .reduce(Tensor::add)
                .map(x -> x.matmul(part.weights()).add(biases))
                .orElse(biases);
    }

    /**
     * An output.
     *
     * @param state a state
     * @param name the output's name
     * @return its value, {@code [batch…, K]}
     */
    public Tensor output(State state, String name) {
        Integer index = outputs.get(name);
        if (index == null) {
            throw new IllegalArgumentException(
                    "network: no output \"" + name + "\"; there are " + outputs.keySet());
        }
        return state.synapses().get(index).output();
    }

    /**
     * The activity of a population.
     *
     * @param state a state
     * @param name the population's name
     * @return rates, or spikes divided by the step's length, {@code [batch…, N]}, 1/s
     */
    public Tensor activity(State state, String name) {
        return state.neurons().get(part(name).index()).activity();
    }

    @Override
    public List<Tensor> tensors(State state) {
        List<Tensor> tensors = new ArrayList<>();
        for (Neurons.State neurons : state.neurons()) {
            tensors.add(neurons.activity());
            tensors.addAll(neurons.hidden());
        }
        state.synapses().forEach(synapse -> tensors.addAll(synapse.x()));
        return tensors;
    }

    @Override
    public State of(List<Tensor> tensors) {
        List<Neurons.State> neurons = new ArrayList<>();
        int at = 0;
        for (Part part : parts.values()) {
            int end = at + 1 + part.neurons().hidden();
            neurons.add(new Neurons.State(tensors.get(at), tensors.subList(at + 1, end)));
            at = end;
        }
        List<LinearFilter.State> synapses = new ArrayList<>();
        for (Route route : routes) {
            int end = at + route.filter().order();
            synapses.add(new LinearFilter.State(tensors.subList(at, end)));
            at = end;
        }
        return new State(neurons, synapses);
    }
}
