package org.ranvier.op;

/**
 * A leaky integrate-and-fire neuron on a time grid. A step that is not held brings the potential to
 * {@code u = decay·v + gain·current}; if u is above the threshold the neuron spikes, is reset, and
 * is held for the following refractory steps.
 *
 * <p>{@code decay = e^{−Δt/τm}} and {@code gain = 1 − decay} is the exact solution of {@code τm
 * dv/dt = current − v} for a current constant over the step; {@code decay = 1 − Δt/τm} and {@code
 * gain = Δt/τm} is Euler's.
 *
 * @param decay what is left of the potential after a step
 * @param gain what a current adds in a step
 * @param threshold where the neuron spikes
 * @param reset what a spike does to the potential
 * @param refractory how many steps the neuron is held after a spike, 0 or above
 * @param surrogate the slope of a spike
 * @param detachReset whether gradients do not pass through the reset
 */
public record LifCell(
        double decay,
        double gain,
        double threshold,
        Reset reset,
        int refractory,
        Surrogate surrogate,
        boolean detachReset) {
    /** What a spike does to the potential. */
    public enum Reset {
        /** It becomes 0. */
        ZERO,
        /** The threshold is taken off. */
        SUBTRACT
    }

    /** Checks the refractory steps. */
    public LifCell {
        if (refractory < 0) {
            throw new IllegalArgumentException(
                    "lif: refractory steps " + refractory + "; expected 0 or above");
        }
    }

    /**
     * The exact update of {@code τm dv/dt = current − v} with threshold 1 and reset to 0.
     *
     * @param dt the step, in the unit of the time constants
     * @param tauMembrane τm
     * @param tauRefractory how long the neuron is held; rounded to whole steps
     * @param surrogate the slope of a spike
     * @return the neuron
     */
    public static LifCell exact(
            double dt, double tauMembrane, double tauRefractory, Surrogate surrogate) {
        int held = (int) Math.round(tauRefractory / dt);
        double gain = -Math.expm1(-dt / tauMembrane);
        return new LifCell(1 - gain, gain, 1, Reset.ZERO, held, surrogate, false);
    }
}
