package org.ranvier.cpu.norm;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.pass.Folds;

/** In double precision, on arrays, which also the interpreter reads fast. */
final class DoubleScalarLayer implements LayerKernel {
    private static final long E = Double.BYTES;

    private static double[] load(long at, int n) {
        double[] v = new double[n];
        MemorySegment.copy(ALL, DOUBLE, at, v, 0, n);
        return v;
    }

    private static void store(double[] v, long at) {
        MemorySegment.copy(v, 0, ALL, DOUBLE, at, v.length);
    }

    private static double sum(double[] x) {
        double total = 0;
        for (int block = 0; block < x.length; block += BLOCK) {
            double[] lanes = new double[2 * Folds.DOUBLES];
            int end = Math.min(x.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        return total;
    }

    private static double products(double[] a, double[] b) {
        double total = 0;
        for (int block = 0; block < a.length; block += BLOCK) {
            double[] lanes = new double[2 * Folds.DOUBLES];
            int end = Math.min(a.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += a[i] * b[i];
            }
            total += Folds.sum(lanes);
        }
        return total;
    }

    /** Replaces x by its differences from the mean, and returns {@code 1/√(variance + ε)}. */
    private static double centre(double[] x, double epsilon) {
        double mean = (sum(x) / x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        double lacking = sum(x) / x.length;
        double variance = products(x, x) / x.length - lacking * lacking;
        for (int i = 0; i < x.length; i++) {
            x[i] -= lacking;
        }
        return 1 / Math.sqrt(Math.max(variance, 0) + epsilon);
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        double[] gamma = load(at[1], n);
        double[] beta = load(at[2], n);
        for (long r = 0; r < rows; r++) {
            double[] x = load(at[0] + r * n * E, n);
            double scale = centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] = Math.fma(x[i] * scale, gamma[i], beta[i]);
            }
            store(x, at[3] + r * n * E);
        }
    }

    @Override
    public void backward(long[] at, long rows, int n, double epsilon) {
        double[] gamma = load(at[1], n);
        double[] ofGamma = load(at[4], n);
        double[] ofBeta = load(at[5], n);
        for (long r = 0; r < rows; r++) {
            double[] x = load(at[0] + r * n * E, n);
            double[] g = load(at[2] + r * n * E, n);
            double scale = centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] *= scale;
                ofGamma[i] += g[i] * x[i];
                ofBeta[i] += g[i];
                g[i] *= gamma[i];
            }
            double constant = (sum(g) / n);
            double along = (products(g, x) / n);
            for (int i = 0; i < n; i++) {
                g[i] = (g[i] - constant - x[i] * along) * scale;
            }
            store(g, at[3] + r * n * E);
        }
        store(ofGamma, at[4]);
        store(ofBeta, at[5]);
    }
}
