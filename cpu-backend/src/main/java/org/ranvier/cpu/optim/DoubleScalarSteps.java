package org.ranvier.cpu.optim;

/** The loops of the steps in double precision, on arrays: inputs w, g and state, then outputs. */
final class DoubleScalarSteps {
    private DoubleScalarSteps() {}

    /** c: weight decay, what is kept of w, β₁, 1−β₁, β₂, 1−β₂, rate, correction of √v, ε. */
    static void adam(double[] c, double[][] x, int n) {
        double decay = c[0];
        double kept = c[1];
        double beta1 = c[2];
        double rest1 = c[3];
        double beta2 = c[4];
        double rest2 = c[5];
        double rate = c[6];
        double correction = c[7];
        double epsilon = c[8];
        for (int i = 0; i < n; i++) {
            double w = x[0][i];
            double g = x[1][i] + w * decay;
            double m = x[2][i] * beta1 + g * rest1;
            double v = x[3][i] * beta2 + g * g * rest2;
            double root = Math.sqrt(v) * correction + epsilon;
            x[4][i] = w * kept - m * rate / root;
            x[5][i] = m;
            x[6][i] = v;
        }
    }

    /** c: weight decay, scale of the gradient, rate. */
    static void sgd(double[] c, double[][] x, int n) {
        double decay = c[0];
        double scale = c[1];
        double rate = c[2];
        for (int i = 0; i < n; i++) {
            double w = x[0][i];
            double g = (x[1][i] + w * decay) * scale;
            x[2][i] = w - g * rate;
        }
    }

    /** c: as {@link #sgd}, momentum, and what of gradient and momentum w moves along. */
    static void momentum(double[] c, double[][] x, int n) {
        double decay = c[0];
        double scale = c[1];
        double rate = c[2];
        double momentum = c[3];
        double ofGradient = c[4];
        double ofMomentum = c[5];
        for (int i = 0; i < n; i++) {
            double w = x[0][i];
            double g = (x[1][i] + w * decay) * scale;
            double v = x[2][i] * momentum + g;
            x[3][i] = w - (g * ofGradient + v * ofMomentum) * rate;
            x[4][i] = v;
        }
    }

    /** By the root of a sum of squares. c: weight decay, what is kept, what is new, rate, ε. */
    static void scaled(double[] c, double[][] x, int n) {
        double decay = c[0];
        double kept = c[1];
        double fresh = c[2];
        double rate = c[3];
        double epsilon = c[4];
        for (int i = 0; i < n; i++) {
            double w = x[0][i];
            double g = x[1][i] + w * decay;
            double s = x[2][i] * kept + g * g * fresh;
            x[3][i] = w - g * rate / (Math.sqrt(s) + epsilon);
            x[4][i] = s;
        }
    }
}
