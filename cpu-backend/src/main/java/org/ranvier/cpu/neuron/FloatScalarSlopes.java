package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.math.FloatMath;

/**
 * Slopes of {@link org.ranvier.op.Surrogate}s in single precision, on arrays: from potentials to
 * slopes. c: threshold, then the factor of the distance from it and the height of the curve.
 */
final class FloatScalarSlopes {
    private FloatScalarSlopes() {}

    static void fastSigmoid(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float root = Math.abs(x[0][i] - (float) c[0]) * (float) c[1] + 1;
            x[1][i] = 1 / (root * root);
        }
    }

    static void arctan(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float distance = (x[0][i] - (float) c[0]) * (float) c[1];
            x[1][i] = (float) c[2] / (distance * distance + 1);
        }
    }

    static void sigmoid(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float s = FloatMath.sigmoid((x[0][i] - (float) c[0]) * (float) c[1]);
            x[1][i] = s * (1 - s) * (float) c[2];
        }
    }

    static void straightThrough(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[1][i] = 1;
        }
    }

    static void triangle(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float height = Math.abs(x[0][i] - (float) c[0]) * (float) c[1] + (float) c[2];
            x[1][i] = Math.max(height, 0);
        }
    }

    static void exponential(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float distance = Math.abs(x[0][i] - (float) c[0]) * (float) c[1];
            x[1][i] = Decay.exp(-distance) * (float) c[2];
        }
    }

    static void gaussian(double[] c, float[][] x, int n) {
        for (int i = 0; i < n; i++) {
            float distance = (x[0][i] - (float) c[0]) * (float) c[1];
            x[1][i] = Decay.exp(-(distance * distance)) * (float) c[2];
        }
    }
}
