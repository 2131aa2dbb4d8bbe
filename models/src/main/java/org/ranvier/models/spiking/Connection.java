package org.ranvier.models.spiking;

import org.ranvier.Tensor;

/** Weights and delays between neurons. */
public interface Connection {
    /**
     * How many neurons it leads to.
     *
     * @return the number of targets
     */
    long targets();

    /**
     * How many different delays there can be, in steps.
     *
     * @return one more than the longest delay
     */
    long delays();

    /**
     * What spikes bring to the targets.
     *
     * @param spikes 1 where a source spikes, else 0, {@code [sources]}
     * @return the sum of the weights for each delay and target, {@code [delays, targets]}; what row
     *     d holds arrives d steps later
     */
    Tensor deliver(Tensor spikes);
}
