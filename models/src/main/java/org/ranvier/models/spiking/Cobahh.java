package org.ranvier.models.spiking;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Dynamics;
import org.ranvier.op.Distribution;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifSteps;
import org.ranvier.op.Surrogate;
import org.ranvier.random.RandomStream;

/**
 * The network of benchmark 3 of Brette et al. (2007): Hodgkin–Huxley cells with the rates of Traub
 * and Miles (1991), whose synapses are conductances. Of 4,000 neurons 3,200 excite and 800 inhibit;
 * each is connected to each with probability 0.02. It keeps itself going at about 36 spikes a
 * second and neuron. In mV, ms and, for a membrane of 20,000 µm², mS/cm²; the input is a current,
 * µA/cm².
 *
 * <p>In a step of exponential Euler all that there is relaxes as the old values of the others lead;
 * who then lies above −20 mV spikes, unless the neuron has done so within 3 ms; spikes are in the
 * conductances of the next step. The refractory period holds no potential.
 *
 * @param excitation from the neurons that excite, which come first, to all; without delays
 * @param inhibition from the others to all; without delays
 */
public record Cobahh(Connection excitation, Connection inhibition)
        implements Dynamics<Cobahh.State> {
    /** How many neurons excite. They come first. */
    public static final int EXCITATORY = 3200;

    /** How many neurons inhibit. */
    public static final int INHIBITORY = 800;

    /** How many neurons there are. */
    public static final int NEURONS = EXCITATORY + INHIBITORY;

    /** The probability of a connection. */
    public static final double PROBABILITY = 0.02;

    /** What a spike adds to the conductance of an excited neuron: 6 nS, in mS/cm². */
    public static final double EXCITATION = 0.03;

    /** What a spike adds to the conductance of an inhibited neuron: 67 nS, in mS/cm². */
    public static final double INHIBITION = 0.335;

    /** The step, ms. */
    public static final double DT = 0.1;

    private static final double TAU_EXCITATION = 5;
    private static final double TAU_INHIBITION = 10;

    /**
     * Where inhibition reverses. Excitation does at 0 mV, so that it brings no current of its own.
     */
    private static final double INHIBITED = -80;

    private static final HodgkinHuxleyStep STEP =
            new HodgkinHuxleyStep(
                    Membrane.TRAUB_MILES, HodgkinHuxleyStep.Method.EXPONENTIAL_EULER, DT);

    /**
     * Finds spikes: a cell that takes its input for its potential, and that rests after a spike for
     * the 29 steps that follow.
     */
    private static final LifSteps DETECTOR =
            new LifSteps(
                    new LifCell(
                            0,
                            1,
                            -20,
                            LifCell.Reset.ZERO,
                            29,
                            new Surrogate(Surrogate.Kind.FAST_SIGMOID, 1),
                            false));

    /**
     * The state after a step, {@code [N]} each.
     *
     * @param spikes 1 where a neuron spiked in the last step, else 0
     * @param v the membrane's potential, mV
     * @param m sodium activation, 0 to 1
     * @param h sodium inactivation, 0 to 1
     * @param n potassium activation, 0 to 1
     * @param held for how many steps no spike is sent
     * @param excitation the conductance of the synapses that excite, mS/cm²
     * @param inhibition the conductance of those that inhibit, mS/cm²
     */
    public record State(
            Tensor spikes,
            Tensor v,
            Tensor m,
            Tensor h,
            Tensor n,
            Tensor held,
            Tensor excitation,
            Tensor inhibition) {}

    /** Checks the connections. */
    public Cobahh {
        long neurons = excitation.sources() + inhibition.sources();
        if (excitation.targets() != neurons
                || inhibition.targets() != neurons
                || excitation.delays() != 1
                || inhibition.delays() != 1) {
            throw new IllegalArgumentException(
                    "cobahh: excitation leads to "
                            + excitation.targets()
                            + " neurons with "
                            + excitation.delays()
                            + " delays, inhibition to "
                            + inhibition.targets()
                            + " with "
                            + inhibition.delays()
                            + "; expected all "
                            + neurons
                            + " neurons and 1 delay each");
        }
    }

    /**
     * The network with random connections.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param seed what the connections follow from
     * @return the network; its connections are in the innermost scope
     */
    public static Cobahh random(Session session, DType type, long seed) {
        RandomStream random = new RandomStream(seed).named("cobahh connections");
        return new Cobahh(
                Connection.random(
                        session, type, random, EXCITATORY, NEURONS, PROBABILITY, EXCITATION),
                Connection.random(
                        session, type, random, INHIBITORY, NEURONS, PROBABILITY, INHIBITION));
    }

    /** All gates closed, the potential at the leak's reversal, and no synapse open. */
    @Override
    public State initial(Session session, DType type, Shape shape) {
        Tensor none = session.full(type, shape, 0);
        return initial(session.full(type, shape, Membrane.TRAUB_MILES.vL()), none, none);
    }

    /**
     * Random potentials and conductances, as the benchmark has them, from which the network goes on
     * by itself. All gates are closed.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param seed what it follows from
     * @return the state
     */
    public State initial(Session session, DType type, long seed) {
        RandomStream random = new RandomStream(seed).named("cobahh state");
        Shape shape = Shape.of(excitation.targets());
        Tensor v = random.draw(session, Distribution.NORMAL, type, shape).mul(5).sub(65);
        // (1.5 x + 4)·10 nS and (12 x + 20)·10 nS.
        Tensor excited = random.draw(session, Distribution.NORMAL, type, shape).mul(0.075).add(0.2);
        Tensor inhibited = random.draw(session, Distribution.NORMAL, type, shape).mul(0.6).add(1);
        return initial(v, excited, inhibited);
    }

    private State initial(Tensor v, Tensor excited, Tensor inhibited) {
        if (!v.shape().equals(Shape.of(excitation.targets()))) {
            throw new IllegalArgumentException(
                    "cobahh: a population "
                            + v.shape()
                            + "; the connections lead to ["
                            + excitation.targets()
                            + "]");
        }
        Tensor none = v.zerosLike();
        return new State(none, v, none, none, none, none, excited, inhibited);
    }

    @Override
    public State step(State state, Tensor input) {
        Tensor current = state.inhibition().mul(INHIBITED).add(input.to(state.v().dtype()));
        Tensor conductance = state.excitation().add(state.inhibition());
        List<Tensor> cell =
                current.session()
                        .apply(
                                STEP,
                                List.of(
                                        current,
                                        state.v(),
                                        state.m(),
                                        state.h(),
                                        state.n(),
                                        conductance));
        Tensor v = cell.get(0);
        List<Tensor> found = v.session().apply(DETECTOR, List.of(v.unsqueeze(0), v, state.held()));
        Tensor spikes = found.get(0).select(0, 0);
        long exciting = excitation.sources();
        return new State(
                spikes,
                v,
                cell.get(1),
                cell.get(2),
                cell.get(3),
                found.get(3),
                excitation.deliver(
                        later(state.excitation(), TAU_EXCITATION), spikes.slice(0, 0, exciting)),
                inhibition.deliver(
                        later(state.inhibition(), TAU_INHIBITION),
                        spikes.slice(0, exciting, spikes.size(0))));
    }

    private static Tensor later(Tensor conductance, double tau) {
        return conductance.mul(Math.exp(-DT / tau));
    }

    @Override
    public List<Tensor> tensors(State state) {
        return List.of(
                state.spikes(),
                state.v(),
                state.m(),
                state.h(),
                state.n(),
                state.held(),
                state.excitation(),
                state.inhibition());
    }

    @Override
    public State of(List<Tensor> tensors) {
        return new State(
                tensors.get(0),
                tensors.get(1),
                tensors.get(2),
                tensors.get(3),
                tensors.get(4),
                tensors.get(5),
                tensors.get(6),
                tensors.get(7));
    }
}
