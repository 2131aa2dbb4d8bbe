package org.ranvier.cpu.optim;

/** The loops of the steps in single precision, on arrays: inputs w, g and state, then outputs. */
final class FloatScalarSteps {
    private FloatScalarSteps() {}

    /** c: weight decay, what is kept of w, β₁, 1−β₁, β₂, 1−β₂, rate, correction of √v, ε. */
    static void adam(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float kept = (float) c[1];
        float beta1 = (float) c[2];
        float rest1 = (float) c[3];
        float beta2 = (float) c[4];
        float rest2 = (float) c[5];
        float rate = (float) c[6];
        float correction = (float) c[7];
        float epsilon = (float) c[8];
        for (int i = 0; i < n; i++) {
            float w = x[0][i];
            float g = x[1][i] + w * decay;
            float m = x[2][i] * beta1 + g * rest1;
            float v = x[3][i] * beta2 + g * g * rest2;
            float root = (float) Math.sqrt(v) * correction + epsilon;
            x[4][i] = w * kept - m * rate / root;
            x[5][i] = m;
            x[6][i] = v;
        }
    }

    /** c: weight decay, scale of the gradient, rate. */
    static void sgd(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float scale = (float) c[1];
        float rate = (float) c[2];
        for (int i = 0; i < n; i++) {
            float w = x[0][i];
            float g = (x[1][i] + w * decay) * scale;
            x[2][i] = w - g * rate;
        }
    }

    /** c: as {@link #sgd}, momentum, and what of gradient and momentum w moves along. */
    static void momentum(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float scale = (float) c[1];
        float rate = (float) c[2];
        float momentum = (float) c[3];
        float ofGradient = (float) c[4];
        float ofMomentum = (float) c[5];
        for (int i = 0; i < n; i++) {
            float w = x[0][i];
            float g = (x[1][i] + w * decay) * scale;
            float v = x[2][i] * momentum + g;
            x[3][i] = w - (g * ofGradient + v * ofMomentum) * rate;
            x[4][i] = v;
        }
    }

    /** By the root of a sum of squares. c: weight decay, what is kept, what is new, rate, ε. */
    static void scaled(double[] c, float[][] x, int n) {
        float decay = (float) c[0];
        float kept = (float) c[1];
        float fresh = (float) c[2];
        float rate = (float) c[3];
        float epsilon = (float) c[4];
        for (int i = 0; i < n; i++) {
            float w = x[0][i];
            float g = x[1][i] + w * decay;
            float s = x[2][i] * kept + g * g * fresh;
            x[3][i] = w - g * rate / ((float) Math.sqrt(s) + epsilon);
            x[4][i] = s;
        }
    }
}
