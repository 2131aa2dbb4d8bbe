package org.ranvier.models.spiking;

import org.ranvier.Tensor;

/**
 * A connection from a part of a population.
 *
 * @param connection from that part
 * @param start the first neuron of the part
 * @param end the neuron behind its last
 */
public record From(Connection connection, long start, long end) implements Connection {
    @Override
    public long targets() {
        return connection.targets();
    }

    @Override
    public long delays() {
        return connection.delays();
    }

    @Override
    public Tensor deliver(Tensor spikes) {
        return connection.deliver(spikes.slice(0, start, end));
    }
}
