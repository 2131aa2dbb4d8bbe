package org.ranvier.cpu.norm;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.pass.Folds;

/** In single precision, on arrays, which also the interpreter reads fast. */
final class FloatScalarLayer implements LayerKernel {
    private static final long E = Float.BYTES;

    private static float[] load(long at, int n) {
        float[] v = new float[n];
        MemorySegment.copy(ALL, FLOAT, at, v, 0, n);
        return v;
    }

    private static void store(float[] v, long at) {
        MemorySegment.copy(v, 0, ALL, FLOAT, at, v.length);
    }

    private static double sum(float[] x) {
        double total = 0;
        for (int block = 0; block < x.length; block += BLOCK) {
            float[] lanes = new float[2 * Folds.FLOATS];
            int end = Math.min(x.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        return total;
    }

    private static double products(float[] a, float[] b) {
        double total = 0;
        for (int block = 0; block < a.length; block += BLOCK) {
            float[] lanes = new float[2 * Folds.FLOATS];
            int end = Math.min(a.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += a[i] * b[i];
            }
            total += Folds.sum(lanes);
        }
        return total;
    }

    /** Replaces x by its differences from the mean, and returns {@code 1/√(variance + ε)}. */
    private static double centre(float[] x, double epsilon) {
        float mean = (float) (sum(x) / x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        double lacking = sum(x) / x.length;
        double variance = products(x, x) / x.length - lacking * lacking;
        for (int i = 0; i < x.length; i++) {
            x[i] -= (float) lacking;
        }
        return 1 / Math.sqrt(Math.max(variance, 0) + epsilon);
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        float[] gamma = load(at[1], n);
        float[] beta = load(at[2], n);
        for (long r = 0; r < rows; r++) {
            float[] x = load(at[0] + r * n * E, n);
            float scale = (float) centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] = Math.fma(x[i] * scale, gamma[i], beta[i]);
            }
            store(x, at[3] + r * n * E);
        }
    }

    @Override
    public void backward(long[] at, long rows, int n, double epsilon) {
        float[] gamma = load(at[1], n);
        float[] ofGamma = load(at[4], n);
        float[] ofBeta = load(at[5], n);
        for (long r = 0; r < rows; r++) {
            float[] x = load(at[0] + r * n * E, n);
            float[] g = load(at[2] + r * n * E, n);
            float scale = (float) centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] *= scale;
                ofGamma[i] += g[i] * x[i];
                ofBeta[i] += g[i];
                g[i] *= gamma[i];
            }
            float constant = (float) (sum(g) / n);
            float along = (float) (products(g, x) / n);
            for (int i = 0; i < n; i++) {
                g[i] = (g[i] - constant - x[i] * along) * scale;
            }
            store(g, at[3] + r * n * E);
        }
        store(ofGamma, at[4]);
        store(ofBeta, at[5]);
    }
}
