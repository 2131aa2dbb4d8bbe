package org.ranvier.models.spiking;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.neuron.GridLif;
import org.ranvier.op.LifCell;
import org.ranvier.op.Surrogate;

/**
 * Leaky integrate-and-fire neurons, one for each element of a step of the input: currents {@code
 * [T, batch, …]} become spikes of 0 and 1 of the same shape. All begin at 0. Gradients pass back
 * through time, and through spikes by the surrogate of the cell (Neftci, Mostafa and Zenke 2019).
 *
 * @param cell the neuron
 */
public record LifLayer(LifCell cell) implements Layer {
    /**
     * Neurons whose potential falls by e in some steps and grows by the current in each, with
     * threshold 1, reset to 0 and no refractory period; to gradients the reset is a constant.
     *
     * @param tau τm in steps
     * @return the layer
     */
    public static LifLayer of(double tau) {
        var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
        return new LifLayer(
                new LifCell(Math.exp(-1 / tau), 1, 1, LifCell.Reset.ZERO, 0, slope, true));
    }

    /**
     * Spikes and potentials.
     *
     * @param currents {@code [T, batch, …]}
     * @return what the neurons do over the T steps
     */
    public GridLif.Course run(Tensor currents) {
        GridLif lif = new GridLif(cell);
        return lif.run(
                lif.initial(currents.session(), currents.dtype(), currents.shape().without(0)),
                currents);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        return run(x).spikes();
    }
}
