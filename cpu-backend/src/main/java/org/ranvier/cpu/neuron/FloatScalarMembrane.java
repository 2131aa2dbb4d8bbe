package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.FloatMath;

/**
 * The parts of a Hodgkin–Huxley step in single precision, on arrays: each has one exponential at
 * most.
 */
final class FloatScalarMembrane {
    private FloatScalarMembrane() {}

    /** {@code z/(1 − e⁻ᶻ)}, z = (V + c₀)·c₁, times c₂; near 0 by its series. */
    static void ramp(double[] c, float[][] x, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        float height = (float) c[2];
        for (int i = 0; i < n; i++) {
            float z = (x[0][i] + offset) * factor;
            boolean near = Math.abs(z) < 1e-3f;
            float series = z * z * (float) (1.0 / 12) + z * 0.5f + 1;
            float away = z / -FloatMath.expm1(-z);
            x[1][i] = (near ? series : away) * height;
        }
    }

    /** {@code c₂·e^((V + c₀)·c₁)}. */
    static void exponential(double[] c, float[][] x, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        float height = (float) c[2];
        for (int i = 0; i < n; i++) {
            x[1][i] = FloatMath.exp((x[0][i] + offset) * factor) * height;
        }
    }

    /** {@code c₂/(1 + e^−((V + c₀)·c₁))}. */
    static void sigmoid(double[] c, float[][] x, int n) {
        float offset = (float) c[0];
        float factor = (float) c[1];
        float height = (float) c[2];
        for (int i = 0; i < n; i++) {
            x[1][i] = FloatMath.sigmoid((x[0][i] + offset) * factor) * height;
        }
    }

    /** From α, β and a gate: {@code α(1 − x) − βx}. */
    static void gateSlope(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[3][i] = x[0][i] * (1 - x[2][i]) - x[1][i] * x[2][i];
        }
    }

    /** From α, β and a gate: {@code x∞ + (x − x∞)·e^(c₀(α + β))}. */
    static void relaxGate(double[] c, float[][] x, int n) {
        float time = (float) c[0];
        for (int i = 0; i < n; i++) {
            float total = x[0][i] + x[1][i];
            float end = x[0][i] / total;
            x[3][i] = (x[2][i] - end) * FloatMath.exp(total * time) + end;
        }
    }

    /**
     * From J, m, h, n, G: the current where V is 0, and the conductance. c: gNa, gK, gL, vNa, vK,
     * gL·vL.
     */
    static void conductances(double[] c, float[][] x, int n) {
        float leak = (float) c[2];
        float leakDrive = (float) c[5];
        for (int i = 0; i < n; i++) {
            float m = x[1][i];
            float k = x[3][i] * x[3][i];
            float sodium = m * m * m * x[2][i] * (float) c[0];
            float potassium = k * k * (float) c[1];
            x[6][i] = sodium + potassium + (x[4][i] + leak);
            x[5][i] = x[0][i] + (sodium * (float) c[3] + potassium * (float) c[4] + leakDrive);
        }
    }

    /** From both and V: dV/dt. c₆: C. */
    static void slope(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[3][i] = (x[0][i] - x[1][i] * x[2][i]) / (float) c[6];
        }
    }

    /** From both and V: V one step later, gates fixed. c₇: −Δt/C. */
    static void relax(double[] c, float[][] x, int n) {
        float time = (float) c[7];
        for (int i = 0; i < n; i++) {
            float end = x[0][i] / x[1][i];
            x[3][i] = (x[2][i] - end) * FloatMath.exp(x[1][i] * time) + end;
        }
    }

    /** {@code x + c₀·k}. */
    static void plus(double[] c, float[][] x, int n) {
        float time = (float) c[0];
        for (int i = 0; i < n; i++) {
            x[2][i] = x[0][i] + x[1][i] * time;
        }
    }
}
