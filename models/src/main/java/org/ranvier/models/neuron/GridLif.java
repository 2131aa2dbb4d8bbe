package org.ranvier.models.neuron;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifSteps;
import org.ranvier.op.Surrogate;

/**
 * A population of leaky integrate-and-fire neurons whose spikes fall on the grid of time steps. It
 * is cheaper than {@link Lif} and is what is trained by gradients, but its rate depends on the
 * step: from a spike to the next it takes as many whole steps as the refractory period and the way
 * to the threshold do, rounded up each.
 *
 * @param cell the neuron
 */
public record GridLif(LifCell cell) implements Dynamics<GridLif.State> {
    /**
     * The state after a step.
     *
     * @param spikes 1 where a neuron spiked in the last step, else 0
     * @param v the potential, after resets
     * @param held for how many steps a neuron is still held
     */
    public record State(Tensor spikes, Tensor v, Tensor held) {}

    /**
     * What came of many steps.
     *
     * @param spikes 1 or 0 for each step and neuron
     * @param potentials before any reset, for each step and neuron
     * @param last the state after the last step
     */
    public record Course(Tensor spikes, Tensor potentials, State last) {}

    /**
     * The exact update with τm = 20 ms and τref = 2 ms.
     *
     * @param dt the step, s
     * @return the population
     */
    public static GridLif of(double dt) {
        var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
        return new GridLif(LifCell.exact(dt, 0.02, 0.002, slope));
    }

    @Override
    public State initial(Session session, DType type, Shape shape) {
        Tensor zeros = session.full(type, shape, 0);
        return new State(zeros, zeros, zeros);
    }

    @Override
    public State step(State state, Tensor input) {
        Course course = run(state, input.expand(state.v().shape()).unsqueeze(0));
        return new State(course.spikes().squeeze(0), course.last().v(), course.last().held());
    }

    /**
     * Takes many steps in one operation.
     *
     * @param state the state now
     * @param inputs what drives the population, with an axis of time before those of the state
     * @return all spikes and potentials, and the state at the end
     */
    public Course run(State state, Tensor inputs) {
        Tensor currents = inputs.to(state.v().dtype());
        List<Tensor> out =
                currents.session()
                        .apply(new LifSteps(cell), List.of(currents, state.v(), state.held()));
        Tensor spikes = out.get(0);
        Tensor last = currents.size(0) == 0 ? state.spikes() : spikes.select(0, -1);
        return new Course(spikes, out.get(1), new State(last, out.get(2), out.get(3)));
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
