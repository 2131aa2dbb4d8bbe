package org.ranvier.models.nef;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Synapse;

/** How the neurons of a population turn currents into activity, step by step. */
public interface Neurons {
    /**
     * The state after a step.
     *
     * @param activity what a neuron gave during the step, 1/s: its rate, or spikes by the step's
     *     length
     * @param hidden what else there is to remember
     */
    record State(Tensor activity, List<Tensor> hidden) {}

    /**
     * The state at the beginning, without activity.
     *
     * @param potentials where spiking neurons begin on their way from 0 to the threshold 1
     * @return the state, of the shape of the potentials
     */
    State start(Tensor potentials);

    /**
     * How many tensors a state hides.
     *
     * @return the size of {@link State#hidden}
     */
    int hidden();

    /**
     * The state one step later.
     *
     * @param state the state now
     * @param currents J during the step
     * @return the state after the step
     */
    State step(State state, Tensor currents);

    /**
     * Neurons that spike.
     *
     * @param response the rates on which their spikes lie
     * @param dt the step, s
     * @return the neurons
     */
    static Neurons spiking(Response response, double dt) {
        return switch (response) {
            case Response.Lif lif -> new NeuronKinds.SpikingLif(lif, dt);
            case Response.Rectified _ -> new NeuronKinds.SpikingRectified(dt);
        };
    }

    /**
     * Neurons whose activity is their rate at once.
     *
     * @param response the rates
     * @return the neurons
     */
    static Neurons rates(Response response) {
        return new NeuronKinds.Rates(response);
    }

    /**
     * Neurons whose rates lag behind: {@code τ dv/dt = −v + G(J)}.
     *
     * @param response the rates
     * @param tau τ, s
     * @param dt the step, s
     * @return the neurons
     */
    static Neurons lagging(Response response, double tau, double dt) {
        return new NeuronKinds.Lagging(response, Synapse.lowPass(tau).held(dt));
    }
}
