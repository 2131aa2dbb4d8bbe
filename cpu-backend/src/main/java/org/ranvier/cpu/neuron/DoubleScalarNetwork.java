package org.ranvier.cpu.neuron;

/** The loops of connected neurons in double precision, on arrays. */
final class DoubleScalarNetwork {
    private DoubleScalarNetwork() {}

    /** From potential and drive. c: decay, gain, rest. */
    static void integrate(double[] c, double[][] x, int n) {
        double decay = c[0];
        double gain = c[1];
        double rest = c[2];
        for (int i = 0; i < n; i++) {
            x[2][i] = (x[0][i] - rest) * decay + rest + x[1][i] * gain;
        }
    }

    /** From potential, current and what comes next to potential and current. c: decay, share. */
    static void receive(double[] c, double[][] x, int n) {
        double decay = c[0];
        double share = c[1];
        for (int i = 0; i < n; i++) {
            double current = x[1][i];
            x[3][i] = x[0][i] + current * share;
            x[4][i] = current * decay + x[2][i];
        }
    }

    /**
     * From the potential that a free neuron reaches, potential and hold to spikes, potential and
     * hold. c: threshold, reset, steps held.
     */
    static void fire(double[] c, double[][] x, int n) {
        double threshold = c[0];
        double reset = c[1];
        double held = c[2];
        for (int i = 0; i < n; i++) {
            double hold = x[2][i];
            boolean free = hold <= 0;
            double next = free ? x[0][i] : x[1][i];
            boolean spikes = free && next > threshold;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = spikes ? reset : next;
            x[5][i] = spikes ? held : Math.max(hold - 1, 0);
        }
    }
}
