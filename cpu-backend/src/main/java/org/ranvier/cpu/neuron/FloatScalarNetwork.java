package org.ranvier.cpu.neuron;

/** The loops of connected neurons in single precision, on arrays. */
final class FloatScalarNetwork {
    private FloatScalarNetwork() {}

    /** From potential and drive. c: decay, gain, rest. */
    static void integrate(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float gain = (float) c[1];
        float rest = (float) c[2];
        for (int i = 0; i < n; i++) {
            x[2][i] = (x[0][i] - rest) * decay + rest + x[1][i] * gain;
        }
    }

    /** From potential, current and what comes next to potential and current. c: decay, share. */
    static void receive(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float share = (float) c[1];
        for (int i = 0; i < n; i++) {
            float current = x[1][i];
            x[3][i] = x[0][i] + current * share;
            x[4][i] = current * decay + x[2][i];
        }
    }

    /**
     * From the potential that a free neuron reaches, potential and hold to spikes, potential and
     * hold. c: threshold, reset, steps held.
     */
    static void fire(double[] c, float[][] x, int n) {
        float threshold = (float) c[0];
        float reset = (float) c[1];
        float held = (float) c[2];
        for (int i = 0; i < n; i++) {
            float hold = x[2][i];
            boolean free = hold <= 0;
            float next = free ? x[0][i] : x[1][i];
            boolean spikes = free && next > threshold;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = spikes ? reset : next;
            x[5][i] = spikes ? held : Math.max(hold - 1, 0);
        }
    }
}
