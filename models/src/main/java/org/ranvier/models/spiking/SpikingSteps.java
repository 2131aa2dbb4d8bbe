package org.ranvier.models.spiking;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Dynamics;

/**
 * A network that takes many of its steps at once, which is faster than one by one and gives the
 * same bits. A state's spikes are {@code [count, N]}, for {@link
 * org.ranvier.models.neuron.SpikeRecorder#recordSteps}; the input stays for all steps of a call.
 *
 * @param network the network
 * @param count how many steps, at least 1
 */
public record SpikingSteps(SpikingNetwork network, int count)
        implements Dynamics<SpikingNetwork.State> {
    /** Checks the count. */
    public SpikingSteps {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "spiking network: " + count + " steps at once; expected at least 1");
        }
    }

    @Override
    public SpikingNetwork.State initial(Session session, DType type, Shape shape) {
        return initial(network.initial(session, type, shape));
    }

    /**
     * A state to begin with.
     *
     * @param state of the network
     * @return the same, with as many silent steps behind it
     */
    public SpikingNetwork.State initial(SpikingNetwork.State state) {
        Tensor spikes = state.v().zerosLike().expand(Shape.of(count, state.v().size(0)));
        return new SpikingNetwork.State(spikes, state.v(), state.held(), state.arriving());
    }

    @Override
    public SpikingNetwork.State step(SpikingNetwork.State state, Tensor input) {
        return network.steps(state, input.expand(state.v().shape()).unsqueeze(0), count);
    }

    @Override
    public List<Tensor> tensors(SpikingNetwork.State state) {
        return network.tensors(state);
    }

    @Override
    public SpikingNetwork.State of(List<Tensor> tensors) {
        return network.of(tensors);
    }
}
