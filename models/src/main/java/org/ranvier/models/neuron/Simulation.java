package org.ranvier.models.neuron;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.io.SafeTensors;

/**
 * A system while it advances. It keeps the present state, whatever scope is open, and frees what a
 * step leaves behind.
 *
 * @param <S> the state
 */
public final class Simulation<S> implements AutoCloseable {
    private static final String STEPS = "steps";

    private final Session session;
    private final Dynamics<S> dynamics;
    private S state;
    private long steps;

    private Simulation(Session session, Dynamics<S> dynamics, S state, long steps) {
        this.session = session;
        this.dynamics = dynamics;
        this.state = state;
        this.steps = steps;
    }

    /**
     * Begins at the initial state.
     *
     * @param <S> the state
     * @param session where it shall live
     * @param dynamics what advances
     * @param type F32 or F64
     * @param shape the shape of the population
     * @return the simulation, to be closed
     */
    public static <S> Simulation<S> start(
            Session session, Dynamics<S> dynamics, DType type, Shape shape) {
        try (Scope _ = session.scope("initial state")) {
            return resume(session, dynamics, dynamics.initial(session, type, shape), 0);
        }
    }

    /**
     * Goes on from a state, such as one that was saved.
     *
     * @param <S> the state
     * @param session where it lives
     * @param dynamics what advances
     * @param state where to go on; it is copied
     * @param steps how many steps led there
     * @return the simulation, to be closed
     */
    public static <S> Simulation<S> resume(
            Session session, Dynamics<S> dynamics, S state, long steps) {
        List<Tensor> own =
                dynamics.tensors(state).stream().map(x -> session.keep(x.copy())).toList();
        return new Simulation<>(session, dynamics, dynamics.of(own), steps);
    }

    /**
     * Goes on from a file, bit by bit as if there had been no interruption.
     *
     * @param <S> the state
     * @param session where it shall live
     * @param dynamics what advances, as it was
     * @param file what {@link #save} wrote
     * @return the simulation, to be closed
     * @throws IOException if the file cannot be read or is damaged
     * @throws IllegalArgumentException if it holds no simulation
     */
    public static <S> Simulation<S> restore(Session session, Dynamics<S> dynamics, Path file)
            throws IOException {
        try (SafeTensors saved = SafeTensors.open(file);
                Scope _ = session.scope("restore")) {
            String steps = saved.metadata().get(STEPS);
            if (steps == null) {
                throw new IllegalArgumentException(
                        "simulation: " + file + " holds none; expected what Simulation.save wrote");
            }
            List<Tensor> state = new ArrayList<>();
            for (int i = 0; i < saved.names().size(); i++) {
                state.add(saved.tensor(session, name(i)));
            }
            return resume(session, dynamics, dynamics.of(state), Long.parseLong(steps));
        }
    }

    /**
     * Writes the state to a safetensors file, from which {@link #restore} goes on. What belongs to
     * the system itself, such as weights, is not in it.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        List<Tensor> tensors = dynamics.tensors(state);
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put(name(i), tensors.get(i));
        }
        SafeTensors.write(file, named, Map.of(STEPS, Long.toString(steps)));
    }

    private static String name(int index) {
        return "state." + index;
    }

    /**
     * Takes one step.
     *
     * @param input what drives the population during the step
     * @return the new state; it is valid until the next step
     */
    public S advance(Tensor input) {
        List<Tensor> before = dynamics.tensors(state);
        List<Tensor> after = new ArrayList<>();
        try (Scope _ = session.scope("step")) {
            for (Tensor tensor : dynamics.tensors(dynamics.step(state, input))) {
                after.add(session.keep(tensor));
            }
        }
        before.stream().filter(tensor -> !after.contains(tensor)).forEach(Tensor::close);
        state = dynamics.of(after);
        steps++;
        return state;
    }

    /**
     * The present state.
     *
     * @return valid until the next step
     */
    public S state() {
        return state;
    }

    /**
     * How many steps have been taken.
     *
     * @return from the beginning, over interruptions
     */
    public long steps() {
        return steps;
    }

    /** Frees the state. */
    @Override
    public void close() {
        dynamics.tensors(state).forEach(Tensor::close);
    }
}
