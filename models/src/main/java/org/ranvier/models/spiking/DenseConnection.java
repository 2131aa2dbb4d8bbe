package org.ranvier.models.spiking;

import org.ranvier.Tensor;

/**
 * From every neuron to every other, with one delay: a matrix product a step.
 *
 * @param weights {@code [sources, targets]}
 * @param delay in steps, 0 or above
 */
public record DenseConnection(Tensor weights, long delay) implements Connection {
    /** Checks the weights. */
    public DenseConnection {
        if (weights.rank() != 2 || delay < 0) {
            throw new IllegalArgumentException(
                    "connection: weights "
                            + weights.shape()
                            + ", delay "
                            + delay
                            + "; expected [sources, targets] and 0 or above");
        }
    }

    @Override
    public long targets() {
        return weights.size(1);
    }

    @Override
    public long delays() {
        return delay + 1;
    }

    @Override
    public Tensor deliver(Tensor spikes) {
        return spikes.unsqueeze(0).matmul(weights).pad(0, delay, 0, 0);
    }
}
