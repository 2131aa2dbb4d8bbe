package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.DoubleMath;

/** The loops of leaky integrate-and-fire neurons in double precision, on arrays. */
final class DoubleScalarLif {
    private DoubleScalarLif() {}

    /** 1 where x is above 0, else 0. */
    static void spike(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[1][i] = x[0][i] > 0 ? 1 : 0;
        }
    }

    /**
     * A step: from current, potential and hold to spikes, potential before the reset, potential and
     * hold. c: decay, gain, threshold, refractory steps, and what a spike leaves of the potential
     * and takes off it.
     */
    static void step(double[] c, double[][] x, int n) {
        double decay = c[0];
        double gain = c[1];
        double threshold = c[2];
        double refractory = c[3];
        double kept = c[4];
        double taken = c[5];
        for (int i = 0; i < n; i++) {
            double hold = x[2][i];
            boolean held = hold > 0;
            double u = held ? x[1][i] : x[1][i] * decay + x[0][i] * gain;
            boolean spikes = !held && u - threshold > 0;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = u;
            x[5][i] = spikes ? u * kept - taken : u;
            x[6][i] = spikes ? refractory : Math.max(hold - 1, 0);
        }
    }

    /** How the hold goes on: from spikes and hold to the hold of this step and that of the next. */
    static void hold(double[] c, double[][] x, int n) {
        double refractory = c[3];
        for (int i = 0; i < n; i++) {
            double hold = x[1][i];
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
    static void back(double[] c, double[][] x, int n) {
        double decay = c[0];
        double gain = c[1];
        double jump = c[2];
        double constant = c[3];
        double lost = c[4];
        for (int i = 0; i < n; i++) {
            boolean held = x[5][i] > 0;
            double dv = x[6][i];
            double ds = x[3][i] + dv * (x[1][i] * jump + constant);
            double through = held ? 0 : ds * x[2][i];
            double du = x[4][i] + dv * (1 - x[0][i] * lost) + through;
            x[7][i] = held ? 0 : du * gain;
            x[8][i] = held ? du : du * decay;
        }
    }

    /**
     * A step with spikes inside: from current, potential and hold to spikes, potential and hold. c:
     * Δt, 1/τm, τm, τref, lowest potential.
     */
    static void event(double[] c, double[][] x, int n) {
        double dt = c[0];
        double rate = c[1];
        double tau = c[2];
        double refractory = c[3];
        double lowest = c[4];
        for (int i = 0; i < n; i++) {
            double current = x[0][i];
            double w = x[2][i] - dt;
            double free = Math.min(Math.max(dt - w, 0), dt);
            double v = x[1][i];
            double relaxed = (v - current) * DoubleMath.expm1(free * -rate) + v;
            double over = relaxed - 1;
            boolean spikes = over > 0;
            double ratio = spikes ? over / (current - 1) : 0;
            double sinceStart = DoubleMath.log1p(-ratio) * tau + dt;
            double bounded = relaxed < lowest ? lowest : relaxed;
            x[3][i] = spikes ? 1 : 0;
            x[4][i] = spikes ? 0 : bounded;
            x[5][i] = spikes ? sinceStart + refractory : w;
        }
    }
}
