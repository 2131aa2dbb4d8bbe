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

    /** In lanes of two vectors; what does not fill them is a block of its own. */
    private static double sum(double[] x) {
        int whole = x.length & -(2 * Folds.DOUBLES);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            double[] lanes = new double[2 * Folds.DOUBLES];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        return total + rest(x, whole);
    }

    private static double rest(double[] x, int whole) {
        double[] lanes = new double[2 * Folds.DOUBLES];
        System.arraycopy(x, whole, lanes, 0, x.length - whole);
        return Folds.sum(lanes);
    }

    private static double squares(double[] x) {
        int whole = x.length & -(2 * Folds.DOUBLES);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            double[] lanes = new double[2 * Folds.DOUBLES];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] = Math.fma(x[i], x[i], lanes[i % lanes.length]);
            }
            total += Folds.sum(lanes);
        }
        double[] squares = new double[x.length];
        for (int i = whole; i < x.length; i++) {
            squares[i] = x[i] * x[i];
        }
        return total + rest(squares, whole);
    }

    /** In lanes of one vector; what does not fill one is a block of its own. */
    private static double total(double[] x) {
        int whole = x.length & -Folds.DOUBLES;
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            double[] lanes = new double[Folds.DOUBLES];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        double[] lanes = new double[Folds.DOUBLES];
        System.arraycopy(x, whole, lanes, 0, x.length - whole);
        return total + Folds.sum(lanes);
    }

    /** Replaces x by its differences from the mean, and returns {@code 1/√(variance + ε)}. */
    private static double centre(double[] x, double epsilon) {
        double part = 1.0 / x.length;
        double mean = (sum(x) * part);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        double lacking = sum(x) * part;
        double variance = squares(x) * part - lacking * lacking;
        for (int i = 0; i < x.length; i++) {
            x[i] -= lacking;
        }
        double shifted = (Math.max(variance, 0) + epsilon);
        return 1 / Math.sqrt(shifted);
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
        double[] products = new double[n];
        double part = 1.0 / n;
        for (long r = 0; r < rows; r++) {
            double[] x = load(at[0] + r * n * E, n);
            double[] g = load(at[2] + r * n * E, n);
            double scale = centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] *= scale;
                ofGamma[i] = Math.fma(g[i], x[i], ofGamma[i]);
                ofBeta[i] += g[i];
                g[i] *= gamma[i];
                products[i] = g[i] * x[i];
            }
            double constant = (total(g) * part);
            double along = (total(products) * part);
            for (int i = 0; i < n; i++) {
                g[i] = (g[i] - constant - x[i] * along) * scale;
            }
            store(g, at[3] + r * n * E);
        }
        store(ofGamma, at[4]);
        store(ofBeta, at[5]);
    }
}
