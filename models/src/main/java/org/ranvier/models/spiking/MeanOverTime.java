package org.ranvier.models.spiking;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/** The mean over the steps: {@code [T, batch, …]} becomes {@code [batch, …]}, rates of spikes. */
public record MeanOverTime() implements Layer {
    @Override
    public Tensor forward(Context context, Tensor x) {
        return x.mean(0);
    }
}
