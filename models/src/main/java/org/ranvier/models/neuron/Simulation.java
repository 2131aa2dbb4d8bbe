package org.ranvier.models.neuron;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * A system while it advances. It keeps the present state, whatever scope is open, and frees what a
 * step leaves behind.
 *
 * @param <S> the state
 */
public final class Simulation<S> implements AutoCloseable {
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
