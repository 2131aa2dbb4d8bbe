package org.ranvier.models.spiking;

/**
 * One kind of synapse of a network: a current {@code τ ds/dt = −s} to which the connections add
 * their weights when spikes arrive. With the dimensionless weights w of {@code s = a*h}, {@code h =
 * e^{−t/τ}/τ}, the weights here are w/τ.
 *
 * @param tau τ, in the unit of the network's step
 * @param connection with what weights and delays
 * @param first the first neuron that the connections come from; the others follow
 */
public record Receptor(double tau, Connection connection, long first) {
    /** Checks the time constant. */
    public Receptor {
        if (!(tau > 0)) {
            throw new IllegalArgumentException(
                    "receptor: time constant " + tau + "; expected above 0");
        }
    }

    /**
     * From the first neurons, or from all.
     *
     * @param tau τ, in the unit of the network's step
     * @param connection with what weights and delays
     */
    public Receptor(double tau, Connection connection) {
        this(tau, connection, 0);
    }
}
