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
     * Neurons with an exact update, reset to 0, without refractory period, whose reset is a
     * constant to gradients.
     *
     * @param steps τm in steps
     * @return the layer
     */
    public static LifLayer of(double steps) {
        double gain = -Math.expm1(-1 / steps);
        var slope = new Surrogate(Surrogate.Kind.ARCTAN, 2);
        return new LifLayer(new LifCell(1 - gain, gain, 1, LifCell.Reset.ZERO, 0, slope, true));
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
