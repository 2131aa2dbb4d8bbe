package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.DoubleMath;

/**
 * The parts of a Hodgkin–Huxley step in double precision, on arrays: each has one exponential at
 * most.
 */
final class DoubleScalarMembrane {
    private DoubleScalarMembrane() {}

    /** {@code z/(1 − e⁻ᶻ)}, z = (V + c₀)·c₁, times c₂; near 0 by its series. */
    static void ramp(double[] c, double[][] x, int n) {
        double offset = c[0];
        double factor = c[1];
        double height = c[2];
        for (int i = 0; i < n; i++) {
            double z = (x[0][i] + offset) * factor;
            boolean near = Math.abs(z) < 1e-3;
            double series = z * z * (1.0 / 12) + z * 0.5 + 1;
            double away = z / -DoubleMath.expm1(-z);
            x[1][i] = (near ? series : away) * height;
        }
    }

    /** {@code c₂·e^((V + c₀)·c₁)}. */
    static void exponential(double[] c, double[][] x, int n) {
        double offset = c[0];
        double factor = c[1];
        double height = c[2];
        for (int i = 0; i < n; i++) {
            x[1][i] = DoubleMath.exp((x[0][i] + offset) * factor) * height;
        }
    }

    /** {@code c₂/(1 + e^−((V + c₀)·c₁))}. */
    static void sigmoid(double[] c, double[][] x, int n) {
        double offset = c[0];
        double factor = c[1];
        double height = c[2];
        for (int i = 0; i < n; i++) {
            x[1][i] = DoubleMath.sigmoid((x[0][i] + offset) * factor) * height;
        }
    }

    /** From α, β and a gate: {@code α(1 − x) − βx}. */
    static void gateSlope(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[3][i] = x[0][i] * (1 - x[2][i]) - x[1][i] * x[2][i];
        }
    }

    /** From α, β and a gate: {@code x∞ + (x − x∞)·e^(c₀(α + β))}. */
    static void relaxGate(double[] c, double[][] x, int n) {
        double time = c[0];
        for (int i = 0; i < n; i++) {
            double total = x[0][i] + x[1][i];
            double end = x[0][i] / total;
            x[3][i] = (x[2][i] - end) * DoubleMath.exp(total * time) + end;
        }
    }

    /**
     * From J, m, h, n, G: the current where V is 0, and the conductance. c: gNa, gK, gL, vNa, vK,
     * gL·vL.
     */
    static void conductances(double[] c, double[][] x, int n) {
        double leak = c[2];
        double leakDrive = c[5];
        for (int i = 0; i < n; i++) {
            double m = x[1][i];
            double k = x[3][i] * x[3][i];
            double sodium = m * m * m * x[2][i] * c[0];
            double potassium = k * k * c[1];
            x[6][i] = sodium + potassium + (x[4][i] + leak);
            x[5][i] = x[0][i] + (sodium * c[3] + potassium * c[4] + leakDrive);
        }
    }

    /** From both and V: dV/dt. c₆: C. */
    static void slope(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[3][i] = (x[0][i] - x[1][i] * x[2][i]) / c[6];
        }
    }

    /** From both and V: V one step later, gates fixed. c₇: −Δt/C. */
    static void relax(double[] c, double[][] x, int n) {
        double time = c[7];
        for (int i = 0; i < n; i++) {
            double end = x[0][i] / x[1][i];
            x[3][i] = (x[2][i] - end) * DoubleMath.exp(x[1][i] * time) + end;
        }
    }

    /** {@code x + c₀·k}. */
    static void plus(double[] c, double[][] x, int n) {
        double time = c[0];
        for (int i = 0; i < n; i++) {
            x[2][i] = x[0][i] + x[1][i] * time;
        }
    }
}
