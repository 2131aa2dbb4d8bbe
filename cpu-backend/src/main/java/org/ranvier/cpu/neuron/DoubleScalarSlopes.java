package org.ranvier.cpu.neuron;

import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.math.DoubleMath;

/**
 * Slopes of {@link org.ranvier.op.Surrogate}s in double precision, on arrays: from potentials to
 * slopes. c: threshold, then the factor of the distance from it and the height of the curve.
 */
final class DoubleScalarSlopes {
    private DoubleScalarSlopes() {}

    static void fastSigmoid(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double root = Math.abs(x[0][i] - c[0]) * c[1] + 1;
            x[1][i] = 1 / (root * root);
        }
    }

    static void arctan(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double distance = (x[0][i] - c[0]) * c[1];
            x[1][i] = c[2] / (distance * distance + 1);
        }
    }

    static void sigmoid(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double s = DoubleMath.sigmoid((x[0][i] - c[0]) * c[1]);
            x[1][i] = s * (1 - s) * c[2];
        }
    }

    static void straightThrough(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            x[1][i] = 1;
        }
    }

    static void triangle(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double height = Math.abs(x[0][i] - c[0]) * c[1] + c[2];
            x[1][i] = Math.max(height, 0);
        }
    }

    static void exponential(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double distance = Math.abs(x[0][i] - c[0]) * c[1];
            x[1][i] = Decay.exp(-distance) * c[2];
        }
    }

    static void gaussian(double[] c, double[][] x, int n) {
        for (int i = 0; i < n; i++) {
            double distance = (x[0][i] - c[0]) * c[1];
            x[1][i] = Decay.exp(-(distance * distance)) * c[2];
        }
    }
}
