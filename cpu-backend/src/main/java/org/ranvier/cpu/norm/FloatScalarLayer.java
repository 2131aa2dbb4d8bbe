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

    /** In lanes of two vectors; what does not fill them is a block of its own. */
    private static double sum(float[] x) {
        int whole = x.length & -(2 * Folds.FLOATS);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            float[] lanes = new float[2 * Folds.FLOATS];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        return total + rest(x, whole);
    }

    private static double rest(float[] x, int whole) {
        float[] lanes = new float[2 * Folds.FLOATS];
        System.arraycopy(x, whole, lanes, 0, x.length - whole);
        return Folds.sum(lanes);
    }

    private static double squares(float[] x) {
        int whole = x.length & -(2 * Folds.FLOATS);
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            float[] lanes = new float[2 * Folds.FLOATS];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] = Math.fma(x[i], x[i], lanes[i % lanes.length]);
            }
            total += Folds.sum(lanes);
        }
        float[] squares = new float[x.length];
        for (int i = whole; i < x.length; i++) {
            squares[i] = x[i] * x[i];
        }
        return total + rest(squares, whole);
    }

    /** In lanes of one vector; what does not fill one is a block of its own. */
    private static double total(float[] x) {
        int whole = x.length & -Folds.FLOATS;
        double total = 0;
        for (int block = 0; block < whole; block += BLOCK) {
            float[] lanes = new float[Folds.FLOATS];
            int end = Math.min(whole, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % lanes.length] += x[i];
            }
            total += Folds.sum(lanes);
        }
        float[] lanes = new float[Folds.FLOATS];
        System.arraycopy(x, whole, lanes, 0, x.length - whole);
        return total + Folds.sum(lanes);
    }

    /** Replaces x by its differences from the mean, and returns {@code 1/√(variance + ε)}. */
    private static float centre(float[] x, double epsilon) {
        double part = 1.0 / x.length;
        float mean = (float) (sum(x) * part);
        for (int i = 0; i < x.length; i++) {
            x[i] -= mean;
        }
        double lacking = sum(x) * part;
        double variance = squares(x) * part - lacking * lacking;
        for (int i = 0; i < x.length; i++) {
            x[i] -= (float) lacking;
        }
        float shifted = (float) (Math.max(variance, 0) + epsilon);
        return 1 / (float) Math.sqrt(shifted);
    }

    @Override
    public void forward(long[] at, long rows, int n, double epsilon) {
        float[] gamma = load(at[1], n);
        float[] beta = load(at[2], n);
        for (long r = 0; r < rows; r++) {
            float[] x = load(at[0] + r * n * E, n);
            float scale = centre(x, epsilon);
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
        float[] products = new float[n];
        double part = 1.0 / n;
        for (long r = 0; r < rows; r++) {
            float[] x = load(at[0] + r * n * E, n);
            float[] g = load(at[2] + r * n * E, n);
            float scale = centre(x, epsilon);
            for (int i = 0; i < n; i++) {
                x[i] *= scale;
                ofGamma[i] = Math.fma(g[i], x[i], ofGamma[i]);
                ofBeta[i] += g[i];
                g[i] *= gamma[i];
                products[i] = g[i] * x[i];
            }
            float constant = (float) (total(g) * part);
            float along = (float) (total(products) * part);
            for (int i = 0; i < n; i++) {
                g[i] = (g[i] - constant - x[i] * along) * scale;
            }
            store(g, at[3] + r * n * E);
        }
        store(ofGamma, at[4]);
        store(ofBeta, at[5]);
    }
}
