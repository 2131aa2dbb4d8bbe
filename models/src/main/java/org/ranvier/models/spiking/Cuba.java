package org.ranvier.models.spiking;

import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/**
 * The network of Vogels and Abbott (2005) with synapses that bring currents: benchmark 2 of Brette
 * et al. (2007). Of 4,000 neurons 3,200 excite and 800 inhibit; each is connected to each with
 * probability 0.02. It keeps itself going at about 5.7 spikes a second and neuron. In mV and ms.
 */
public final class Cuba {
    /** How many neurons excite. They come first. */
    public static final int EXCITATORY = 3200;

    /** How many neurons inhibit. */
    public static final int INHIBITORY = 800;

    /** How many neurons there are. */
    public static final int NEURONS = EXCITATORY + INHIBITORY;

    /** The probability of a connection. */
    public static final double PROBABILITY = 0.02;

    /** What a spike adds to the current of an excited neuron, mV. */
    public static final double EXCITATION = 1.62;

    /** What a spike adds to the current of an inhibited neuron, mV. */
    public static final double INHIBITION = -9;

    /** The step, ms. */
    public static final double DT = 0.1;

    private static final Membrane MEMBRANE = new Membrane(20, -49, -50, -60, 5);
    private static final double TAU_EXCITATION = 5;
    private static final double TAU_INHIBITION = 10;

    private Cuba() {}

    /**
     * The network with given connections.
     *
     * @param excitation from the neurons that excite, to all
     * @param inhibition from the neurons that inhibit, to all
     * @return the network
     */
    public static SpikingNetwork of(Connection excitation, Connection inhibition) {
        return SpikingNetwork.of(
                MEMBRANE,
                DT,
                new Receptor(TAU_EXCITATION, excitation),
                new Receptor(TAU_INHIBITION, inhibition, EXCITATORY));
    }

    /**
     * The network with random connections.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param seed what the connections follow from
     * @return the network; its connections are in the innermost scope
     */
    public static SpikingNetwork random(Session session, DType type, long seed) {
        RandomStream random = new RandomStream(seed).named("cuba connections");
        return of(
                Connection.random(
                        session, type, random, EXCITATORY, NEURONS, PROBABILITY, EXCITATION),
                Connection.random(
                        session, type, random, INHIBITORY, NEURONS, PROBABILITY, INHIBITION));
    }

    /**
     * Potentials to begin with, between reset and threshold.
     *
     * @param session where they shall live
     * @param type F32 or F64
     * @param seed what they follow from
     * @return the potentials, mV
     */
    public static Tensor potentials(Session session, DType type, long seed) {
        double span = MEMBRANE.threshold() - MEMBRANE.reset();
        return new RandomStream(seed)
                .named("cuba potentials")
                .draw(session, Distribution.UNIFORM, type, Shape.of(NEURONS))
                .mul(span)
                .add(MEMBRANE.reset());
    }
}
