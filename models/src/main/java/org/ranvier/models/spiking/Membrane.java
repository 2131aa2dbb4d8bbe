package org.ranvier.models.spiking;

/**
 * The membrane of leaky integrate-and-fire neurons {@code τ dv/dt = rest − v + input}. A neuron
 * whose potential passes the threshold spikes, is reset and held. Times have the unit of the
 * network's step, potentials any.
 *
 * @param tau τ
 * @param rest where the potential goes without input
 * @param threshold where a neuron spikes
 * @param reset where a spike puts the potential
 * @param refractory how long the neuron is held there; it integrates again in the step that ends
 *     this period
 */
public record Membrane(double tau, double rest, double threshold, double reset, double refractory) {
    /** Checks times and potentials. */
    public Membrane {
        if (!(tau > 0 && refractory >= 0 && threshold > reset)) {
            throw new IllegalArgumentException(
                    "membrane: τ "
                            + tau
                            + " must be above 0, the refractory period "
                            + refractory
                            + " not below, the threshold "
                            + threshold
                            + " above the reset "
                            + reset);
        }
    }

    /**
     * Dimensionless: rest and reset 0, threshold 1.
     *
     * @param tau τ
     * @param refractory how long a neuron is held after a spike
     * @return the membrane
     */
    public static Membrane normal(double tau, double refractory) {
        return new Membrane(tau, 0, 1, 0, refractory);
    }
}
