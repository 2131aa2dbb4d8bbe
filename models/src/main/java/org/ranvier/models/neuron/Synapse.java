package org.ranvier.models.neuron;

import java.util.Collections;
import java.util.List;

/**
 * A post-synaptic current: low-pass filters in a row, each {@code τ dx/dt = input − x}. Its
 * response h to an impulse has area 1. Of n + 1 filters of one time constant it is {@code h(t) =
 * tⁿ·e^{−t/τ}/(n!·τⁿ⁺¹)}, of two that differ {@code h(t) = (e^{−t/τ₁} − e^{−t/τ₂})/(τ₁ − τ₂)}
 * (Destexhe, Mainen and Sejnowski 1998).
 *
 * @param timeConstants τ of each filter, s, above 0; all equal, or two
 */
public record Synapse(List<Double> timeConstants) {
    /** Checks the time constants. */
    public Synapse {
        timeConstants = List.copyOf(timeConstants);
        boolean positive = timeConstants.stream().allMatch(tau -> tau > 0);
        long different = timeConstants.stream().distinct().count();
        if (!positive || different == 0 || different > 1 && timeConstants.size() > 2) {
            throw new IllegalArgumentException(
                    "synapse: time constants "
                            + timeConstants
                            + "; expected numbers above 0, all equal or two");
        }
    }

    /**
     * {@code h(t) = e^{−t/τ}/τ}.
     *
     * @param tau τ, s
     * @return the synapse
     */
    public static Synapse lowPass(double tau) {
        return gamma(0, tau);
    }

    /**
     * {@code h(t) = t·e^{−t/τ}/τ²}.
     *
     * @param tau τ, s
     * @return the synapse
     */
    public static Synapse alpha(double tau) {
        return gamma(1, tau);
    }

    /**
     * {@code h(t) = tⁿ·e^{−t/τ}/(n!·τⁿ⁺¹)}.
     *
     * @param n the power, 0 or above
     * @param tau τ, s
     * @return the synapse
     */
    public static Synapse gamma(int n, double tau) {
        return new Synapse(Collections.nCopies(n + 1, tau));
    }

    /**
     * A current that rises and decays with time constants of its own.
     *
     * @param rise one time constant, s
     * @param decay the other, s
     * @return the synapse
     */
    public static Synapse doubleExponential(double rise, double decay) {
        return new Synapse(List.of(rise, decay));
    }

    /**
     * The response to an impulse, h.
     *
     * @param t the time since the impulse, s
     * @return the current, 1/s; 0 before the impulse
     */
    public double response(double t) {
        double tau = timeConstants.getFirst();
        double other = timeConstants.getLast();
        if (t < 0) {
            return 0;
        } else if (tau != other) {
            return (Math.exp(-t / tau) - Math.exp(-t / other)) / (tau - other);
        }
        double h = Math.exp(-t / tau) / tau;
        for (int n = 1; n < timeConstants.size(); n++) {
            h *= t / (n * tau);
        }
        return h;
    }

    /**
     * The filter in steps, exact for an input that does not change during a step.
     *
     * @param dt the step, s
     * @return the filter; its input has the unit of its output
     */
    public LinearFilter held(double dt) {
        return LinearFilter.cascade(timeConstants, dt, false);
    }

    /**
     * The filter in steps, exact for impulses at the beginnings of steps: a spike of area 1 gives
     * {@link #response} at the ends of the steps that follow.
     *
     * @param dt the step, s
     * @return the filter; its input is an area, its output the area per second
     */
    public LinearFilter impulses(double dt) {
        return LinearFilter.cascade(timeConstants, dt, true);
    }
}
