package org.ranvier.cpu.norm;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.pass.Folds;

/** In single precision, on arrays, which also the interpreter reads fast. */
final class FloatScalarBatch implements BatchKernel {
    private static final long E = Float.BYTES;

    private static float[] load(long at, int n) {
        float[] v = new float[n];
        MemorySegment.copy(ALL, FLOAT, at, v, 0, n);
        return v;
    }

    private static void store(float[] v, long at) {
        MemorySegment.copy(v, 0, ALL, FLOAT, at, v.length);
    }

    private static double[] lanes() {
        return new double[2 * Folds.DOUBLES];
    }

    private static void sum(double[] lanes, float[] x) {
        for (int i = 0; i < x.length; i++) {
            lanes[i % lanes.length] += x[i];
        }
    }

    private static void squares(double[] lanes, float[] x, double mean) {
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - mean;
            lanes[i % lanes.length] += d * d;
        }
    }

    private static void products(double[] lanes, float[] g, float[] x, double mean) {
        for (int i = 0; i < x.length; i++) {
            lanes[i % lanes.length] += g[i] * (x[i] - mean);
        }
    }

    @Override
    public void batch(long[] at, Planes planes, double epsilon) {
        double[] sums = lanes();
        for (long k = 0; k < planes.images(); k++) {
            sum(sums, load(at[0] + k * planes.step(), planes.n()));
        }
        double mean = Folds.sum(sums) / planes.count();
        double[] squares = lanes();
        for (long k = 0; k < planes.images(); k++) {
            squares(squares, load(at[0] + k * planes.step(), planes.n()), mean);
        }
        double variance = Folds.sum(squares) / planes.count();
        float scale = (float) (ALL.get(FLOAT, at[1]) / Math.sqrt(variance + epsilon));
        float shift = ALL.get(FLOAT, at[2]);
        float high = (float) mean;
        float low = (float) (mean - high);
        for (long k = 0; k < planes.images(); k++) {
            float[] x = load(at[0] + k * planes.step(), planes.n());
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.fma(x[i] - high - low, scale, shift);
            }
            store(x, at[3] + k * planes.step());
        }
        ALL.set(FLOAT, at[4], (float) mean);
        ALL.set(FLOAT, at[5], (float) variance);
    }

    @Override
    public void batchGradient(long[] at, Planes planes, double epsilon) {
        double mean = ALL.get(FLOAT, at[2]);
        double scale = 1 / Math.sqrt(ALL.get(FLOAT, at[3]) + epsilon);
        double[] sums = lanes();
        double[] along = lanes();
        for (long k = 0; k < planes.images(); k++) {
            float[] g = load(at[4] + k * planes.step(), planes.n());
            sum(sums, g);
            products(along, g, load(at[0] + k * planes.step(), planes.n()), mean);
        }
        double ofBeta = Folds.sum(sums);
        double ofGamma = Folds.sum(along) * scale;
        float away = (float) (ofBeta / planes.count());
        float slope = (float) (ofGamma / planes.count() * scale);
        float times = (float) (ALL.get(FLOAT, at[1]) * scale);
        float high = (float) mean;
        for (long k = 0; k < planes.images(); k++) {
            float[] x = load(at[0] + k * planes.step(), planes.n());
            float[] g = load(at[4] + k * planes.step(), planes.n());
            for (int i = 0; i < g.length; i++) {
                g[i] = (g[i] - away - (x[i] - high) * slope) * times;
            }
            store(g, at[5] + k * planes.step());
        }
        ALL.set(FLOAT, at[6], (float) ofGamma);
        ALL.set(FLOAT, at[7], (float) ofBeta);
    }

    @Override
    public void columns(long[] at, int channels, long images, long step, double epsilon) {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (long k = 0; k < images; k++) {
            float[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                mean[i] += x[i];
            }
        }
        divide(mean, images);
        for (long k = 0; k < images; k++) {
            float[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double d = x[i] - mean[i];
                variance[i] += d * d;
            }
        }
        divide(variance, images);
        float[] gamma = load(at[1], channels);
        float[] beta = load(at[2], channels);
        for (long k = 0; k < images; k++) {
            float[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double scale = gamma[i] / Math.sqrt(variance[i] + epsilon);
                x[i] = (float) ((x[i] - mean[i]) * scale + beta[i]);
            }
            store(x, at[3] + k * step);
        }
        store(rounded(mean), at[4]);
        store(rounded(variance), at[5]);
    }

    @Override
    public void columnsGradient(long[] at, int channels, long images, long step, double epsilon) {
        float[] gamma = load(at[1], channels);
        float[] mean = load(at[2], channels);
        float[] variance = load(at[3], channels);
        double[] ofBeta = new double[channels];
        double[] ofGamma = new double[channels];
        for (long k = 0; k < images; k++) {
            float[] x = load(at[0] + k * step, channels);
            float[] g = load(at[4] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                ofBeta[i] += g[i];
                double value = x[i];
                ofGamma[i] += g[i] * (value - mean[i]);
            }
        }
        for (int i = 0; i < channels; i++) {
            ofGamma[i] *= 1 / Math.sqrt(variance[i] + epsilon);
        }
        for (long k = 0; k < images; k++) {
            float[] x = load(at[0] + k * step, channels);
            float[] g = load(at[4] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double scale = 1 / Math.sqrt(variance[i] + epsilon);
                double slope = ofGamma[i] / images * scale;
                double away = ofBeta[i] / images;
                double value = x[i];
                double d = value - mean[i];
                g[i] = (float) ((g[i] - away - d * slope) * (scale * gamma[i]));
            }
            store(g, at[5] + k * step);
        }
        store(rounded(ofGamma), at[6]);
        store(rounded(ofBeta), at[7]);
    }

    private static void divide(double[] x, double by) {
        for (int i = 0; i < x.length; i++) {
            x[i] /= by;
        }
    }

    private static float[] rounded(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}
