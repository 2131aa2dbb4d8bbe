package org.ranvier.cpu.softmax;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;
import static org.ranvier.cpu.memory.Raw.INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.math.DoubleMath;
import org.ranvier.cpu.pass.Folds;

/** In double precision, on arrays, which also the interpreter reads fast. */
final class DoubleScalarSoftmax implements SoftmaxKernel {
    private static final long E = Double.BYTES;
    private static final double LOWEST = Double.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        double[] v = new double[n];
        for (long r = 0; r < rows; r++) {
            MemorySegment.copy(ALL, DOUBLE, x + r * n * E, v, 0, n);
            double max = max(v);
            if (log) {
                minus(v, max, DoubleMath.log(sum(v, max)));
            } else {
                scale(v, 1 / exp(v, max), 0, 1);
            }
            MemorySegment.copy(v, 0, ALL, DOUBLE, y + r * n * E, n);
        }
    }

    private static double max(double[] v) {
        double max = LOWEST;
        for (double value : v) {
            max = value > max ? value : max;
        }
        return max;
    }

    /** Replaces each x by {@code e^(x − max)}. */
    private static double exp(double[] v, double max) {
        for (int i = 0; i < v.length; i++) {
            v[i] = Decay.exp(v[i] - max);
        }
        return total(v);
    }

    private static double sum(double[] v, double max) {
        double[] e = v.clone();
        return exp(e, max);
    }

    private static double shifted(double[] v, double max) {
        double[] shifted = v.clone();
        for (int i = 0; i < v.length; i++) {
            shifted[i] -= max;
        }
        return total(shifted);
    }

    private static double total(double[] v) {
        double total = 0;
        for (int block = 0; block < v.length; block += BLOCK) {
            double[] sums = new double[Folds.DOUBLES];
            int end = Math.min(v.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                sums[i % sums.length] += v[i];
            }
            total += Folds.sum(sums);
        }
        return total;
    }

    private static void scale(double[] v, double factor, double less, double times) {
        for (int i = 0; i < v.length; i++) {
            v[i] = (v[i] * factor - less) * times;
        }
    }

    private static void minus(double[] v, double max, double log) {
        for (int i = 0; i < v.length; i++) {
            v[i] = v[i] - max - log;
        }
    }

    @Override
    public void columns(long x, long y, int columns, int n, long step, boolean log) {
        double[] v = new double[columns];
        double[] max = new double[columns];
        double[] sum = new double[columns];
        Arrays.fill(max, LOWEST);
        for (int k = 0; k < n; k++) {
            MemorySegment.copy(ALL, DOUBLE, x + k * step, v, 0, columns);
            for (int i = 0; i < columns; i++) {
                max[i] = v[i] > max[i] ? v[i] : max[i];
            }
        }
        for (int block = 0; block < n; block += BLOCK) {
            double[] part = new double[columns];
            for (int k = block; k < Math.min(n, block + BLOCK); k++) {
                MemorySegment.copy(ALL, DOUBLE, x + k * step, v, 0, columns);
                for (int i = 0; i < columns; i++) {
                    part[i] += Decay.exp(v[i] - max[i]);
                }
            }
            for (int i = 0; i < columns; i++) {
                sum[i] += part[i];
            }
        }
        for (int i = 0; i < columns; i++) {
            sum[i] = log ? DoubleMath.log(sum[i]) : 1 / sum[i];
        }
        for (int k = 0; k < n; k++) {
            MemorySegment.copy(ALL, DOUBLE, x + k * step, v, 0, columns);
            for (int i = 0; i < columns; i++) {
                double shifted = v[i] - max[i];
                v[i] = log ? shifted - sum[i] : Decay.exp(shifted) * sum[i];
            }
            MemorySegment.copy(v, 0, ALL, DOUBLE, y + k * step, columns);
        }
    }

    @Override
    public void loss(
            long x, long targets, long y, long rows, int n, int ignored, double smoothing) {
        double[] v = new double[n];
        for (long r = 0; r < rows; r++) {
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            double loss = 0;
            if (target != ignored) {
                MemorySegment.copy(ALL, DOUBLE, x + r * n * E, v, 0, n);
                double max = max(v);
                double log = DoubleMath.log(sum(v, max));
                loss = log - (v[target] - max);
                if (smoothing > 0) {
                    double even = log - shifted(v, max) / n;
                    loss = loss * (1 - smoothing) + even * smoothing;
                }
            }
            ALL.set(DOUBLE, y + r * E, loss);
        }
    }

    @Override
    public void gradient(
            long x, long targets, long g, long y, long rows, int n, int ignored, double smoothing) {
        double even = (smoothing / n);
        double wanted = (1 - smoothing + smoothing / n);
        double[] v = new double[n];
        for (long r = 0; r < rows; r++) {
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                Arrays.fill(v, 0);
            } else {
                MemorySegment.copy(ALL, DOUBLE, x + r * n * E, v, 0, n);
                double times = ALL.get(DOUBLE, g + r * E);
                double factor = 1 / exp(v, max(v));
                double hit = (v[target] * factor - wanted) * times;
                scale(v, factor, even, times);
                v[target] = hit;
            }
            MemorySegment.copy(v, 0, ALL, DOUBLE, y + r * n * E, n);
        }
    }
}
