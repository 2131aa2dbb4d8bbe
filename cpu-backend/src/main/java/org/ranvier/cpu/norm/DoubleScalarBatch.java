package org.ranvier.cpu.norm;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.pass.Folds;

/** In double precision, on arrays, which also the interpreter reads fast. */
final class DoubleScalarBatch implements BatchKernel {
    private static final long E = Double.BYTES;

    private static double[] load(long at, int n) {
        double[] v = new double[n];
        MemorySegment.copy(ALL, DOUBLE, at, v, 0, n);
        return v;
    }

    private static void store(double[] v, long at) {
        MemorySegment.copy(v, 0, ALL, DOUBLE, at, v.length);
    }

    private static double[] lanes() {
        return new double[2 * Folds.DOUBLES];
    }

    private static void sum(double[] lanes, double[] x) {
        for (int i = 0; i < x.length; i++) {
            lanes[i % lanes.length] += x[i];
        }
    }

    private static void squares(double[] lanes, double[] x, double mean) {
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - mean;
            lanes[i % lanes.length] += d * d;
        }
    }

    private static void products(double[] lanes, double[] g, double[] x, double mean) {
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
        double scale = (ALL.get(DOUBLE, at[1]) / Math.sqrt(variance + epsilon));
        double shift = ALL.get(DOUBLE, at[2]);
        for (long k = 0; k < planes.images(); k++) {
            double[] x = load(at[0] + k * planes.step(), planes.n());
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.fma(x[i] - mean, scale, shift);
            }
            store(x, at[3] + k * planes.step());
        }
        ALL.set(DOUBLE, at[4], mean);
        ALL.set(DOUBLE, at[5], variance);
    }

    @Override
    public void batchGradient(long[] at, Planes planes, double epsilon) {
        double mean = ALL.get(DOUBLE, at[2]);
        double scale = 1 / Math.sqrt(ALL.get(DOUBLE, at[3]) + epsilon);
        double[] sums = lanes();
        double[] along = lanes();
        for (long k = 0; k < planes.images(); k++) {
            double[] g = load(at[4] + k * planes.step(), planes.n());
            sum(sums, g);
            products(along, g, load(at[0] + k * planes.step(), planes.n()), mean);
        }
        double ofBeta = Folds.sum(sums);
        double ofGamma = Folds.sum(along) * scale;
        double away = (ofBeta / planes.count());
        double slope = (ofGamma / planes.count() * scale);
        double times = (ALL.get(DOUBLE, at[1]) * scale);
        for (long k = 0; k < planes.images(); k++) {
            double[] x = load(at[0] + k * planes.step(), planes.n());
            double[] g = load(at[4] + k * planes.step(), planes.n());
            for (int i = 0; i < g.length; i++) {
                g[i] = (g[i] - away - (x[i] - mean) * slope) * times;
            }
            store(g, at[5] + k * planes.step());
        }
        ALL.set(DOUBLE, at[6], ofGamma);
        ALL.set(DOUBLE, at[7], ofBeta);
    }

    @Override
    public void columns(long[] at, int channels, long images, long step, double epsilon) {
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (long k = 0; k < images; k++) {
            double[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                mean[i] += x[i];
            }
        }
        divide(mean, images);
        for (long k = 0; k < images; k++) {
            double[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double d = x[i] - mean[i];
                variance[i] += d * d;
            }
        }
        divide(variance, images);
        double[] gamma = load(at[1], channels);
        double[] beta = load(at[2], channels);
        for (long k = 0; k < images; k++) {
            double[] x = load(at[0] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double scale = gamma[i] / Math.sqrt(variance[i] + epsilon);
                x[i] = ((x[i] - mean[i]) * scale + beta[i]);
            }
            store(x, at[3] + k * step);
        }
        store(rounded(mean), at[4]);
        store(rounded(variance), at[5]);
    }

    @Override
    public void columnsGradient(long[] at, int channels, long images, long step, double epsilon) {
        double[] gamma = load(at[1], channels);
        double[] mean = load(at[2], channels);
        double[] variance = load(at[3], channels);
        double[] ofBeta = new double[channels];
        double[] ofGamma = new double[channels];
        for (long k = 0; k < images; k++) {
            double[] x = load(at[0] + k * step, channels);
            double[] g = load(at[4] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                ofBeta[i] += g[i];
                ofGamma[i] += g[i] * (x[i] - mean[i]);
            }
        }
        for (int i = 0; i < channels; i++) {
            ofGamma[i] *= 1 / Math.sqrt(variance[i] + epsilon);
        }
        for (long k = 0; k < images; k++) {
            double[] x = load(at[0] + k * step, channels);
            double[] g = load(at[4] + k * step, channels);
            for (int i = 0; i < channels; i++) {
                double scale = 1 / Math.sqrt(variance[i] + epsilon);
                double slope = ofGamma[i] / images * scale;
                double away = ofBeta[i] / images;
                double d = x[i] - mean[i];
                g[i] = ((g[i] - away - d * slope) * (scale * gamma[i]));
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

    private static double[] rounded(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
