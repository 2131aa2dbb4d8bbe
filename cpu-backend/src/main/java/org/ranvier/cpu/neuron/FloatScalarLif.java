package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.FloatMath;

/** The loops of leaky integrate-and-fire neurons in single precision, on arrays. */
final class FloatScalarLif {
    private FloatScalarLif() {}

    /** 1 where x is above 0, else 0. */
    static void spike(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[1][i] = x[0][i] > 0 ? 1 : 0;
        }
    }

    /**
     * A step: from current, potential and hold to spikes, potential before the reset, potential and
     * hold. c: decay, gain, threshold, refractory steps, and what a spike leaves of the potential
     * and takes off it.
     */
    static void step(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float gain = (float) c[1];
        float threshold = (float) c[2];
        float refractory = (float) c[3];
        float kept = (float) c[4];
        float taken = (float) c[5];
        for (int i = 0; i < n; i++) {
            float hold = x[2][i];
            boolean held = hold > 0;
            float u = held ? x[1][i] : x[1][i] * decay + x[0][i] * gain;
            boolean spikes = !held && u - threshold > 0;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = u;
            x[5][i] = spikes ? u * kept - taken : u;
            x[6][i] = spikes ? refractory : Math.max(hold - 1, 0);
        }
    }

    /** How the hold goes on: from spikes and hold to the hold of this step and that of the next. */
    static void hold(double[] c, float[][] x, int n) {
        float refractory = (float) c[3];
        for (int i = 0; i < n; i++) {
            float hold = x[1][i];
            x[2][i] = hold;
            x[3][i] = x[0][i] > 0 ? refractory : Math.max(hold - 1, 0);
        }
    }

    /**
     * A step backwards: from spikes, potential before the reset, slope, their gradients, hold and
     * the gradient of the potential after the step to the gradients of current and potential before
     * the step. c: decay, gain, what a spike changes the potential by, in units of the potential
     * and apart, and how much of the potential a spike takes.
     */
    static void back(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float gain = (float) c[1];
        float jump = (float) c[2];
        float constant = (float) c[3];
        float lost = (float) c[4];
        for (int i = 0; i < n; i++) {
            boolean held = x[5][i] > 0;
            float dv = x[6][i];
            float ds = x[3][i] + dv * (x[1][i] * jump + constant);
            float through = held ? 0 : ds * x[2][i];
            float du = x[4][i] + dv * (1 - x[0][i] * lost) + through;
            x[7][i] = held ? 0 : du * gain;
            x[8][i] = held ? du : du * decay;
        }
    }

    /**
     * A step with spikes inside: from current, potential and hold to spikes, potential and hold. c:
     * Δt, 1/τm, τm, τref, lowest potential.
     */
    static void event(double[] c, float[][] x, int n) {
        float dt = (float) c[0];
        float rate = (float) c[1];
        float tau = (float) c[2];
        float refractory = (float) c[3];
        float lowest = (float) c[4];
        for (int i = 0; i < n; i++) {
            float current = x[0][i];
            float w = x[2][i] - dt;
            float free = Math.min(Math.max(dt - w, 0), dt);
            float v = x[1][i];
            float relaxed = (v - current) * FloatMath.expm1(free * -rate) + v;
            float over = relaxed - 1;
            boolean spikes = over > 0;
            float ratio = spikes ? over / (current - 1) : 0;
            float sinceStart = FloatMath.log1p(-ratio) * tau + dt;
            float bounded = relaxed < lowest ? lowest : relaxed;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = spikes ? 0 : bounded;
            x[5][i] = spikes ? sinceStart + refractory : w;
        }
    }
}
