package org.ranvier.cpu.softmax;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;
import static org.ranvier.cpu.memory.Raw.INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.math.FloatMath;
import org.ranvier.cpu.pass.Folds;

/** In single precision, on arrays, which also the interpreter reads fast. */
final class FloatScalarSoftmax implements SoftmaxKernel {
    private static final long E = Float.BYTES;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        float[] v = new float[n];
        for (long r = 0; r < rows; r++) {
            MemorySegment.copy(ALL, FLOAT, x + r * n * E, v, 0, n);
            float max = max(v);
            if (log) {
                minus(v, max, FloatMath.log(sum(v, max)));
            } else {
                scale(v, 1 / exp(v, max), 0, 1);
            }
            MemorySegment.copy(v, 0, ALL, FLOAT, y + r * n * E, n);
        }
    }

    private static float max(float[] v) {
        float max = LOWEST;
        for (float value : v) {
            max = value > max ? value : max;
        }
        return max;
    }

    /** Replaces each x by {@code e^(x − max)}. */
    private static float exp(float[] v, float max) {
        for (int i = 0; i < v.length; i++) {
            v[i] = Decay.exp(v[i] - max);
        }
        return total(v);
    }

    private static float sum(float[] v, float max) {
        float[] e = v.clone();
        return exp(e, max);
    }

    private static float shifted(float[] v, float max) {
        float[] shifted = v.clone();
        for (int i = 0; i < v.length; i++) {
            shifted[i] -= max;
        }
        return total(shifted);
    }

    private static float total(float[] v) {
        double total = 0;
        for (int block = 0; block < v.length; block += BLOCK) {
            float[] sums = new float[Folds.FLOATS];
            int end = Math.min(v.length, block + BLOCK);
            for (int i = block; i < end; i++) {
                sums[i % sums.length] += v[i];
            }
            total += Folds.sum(sums);
        }
        return (float) total;
    }

    private static void scale(float[] v, float factor, float less, float times) {
        for (int i = 0; i < v.length; i++) {
            v[i] = (v[i] * factor - less) * times;
        }
    }

    private static void minus(float[] v, float max, float log) {
        for (int i = 0; i < v.length; i++) {
            v[i] = v[i] - max - log;
        }
    }

    @Override
    public void columns(long x, long y, int columns, int n, long step, boolean log) {
        float[] v = new float[columns];
        float[] max = new float[columns];
        float[] sum = new float[columns];
        Arrays.fill(max, LOWEST);
        for (int k = 0; k < n; k++) {
            MemorySegment.copy(ALL, FLOAT, x + k * step, v, 0, columns);
            for (int i = 0; i < columns; i++) {
                max[i] = v[i] > max[i] ? v[i] : max[i];
            }
        }
        for (int block = 0; block < n; block += BLOCK) {
            float[] part = new float[columns];
            for (int k = block; k < Math.min(n, block + BLOCK); k++) {
                MemorySegment.copy(ALL, FLOAT, x + k * step, v, 0, columns);
                for (int i = 0; i < columns; i++) {
                    part[i] += Decay.exp(v[i] - max[i]);
                }
            }
            for (int i = 0; i < columns; i++) {
                sum[i] += part[i];
            }
        }
        for (int i = 0; i < columns; i++) {
            sum[i] = log ? FloatMath.log(sum[i]) : 1 / sum[i];
        }
        for (int k = 0; k < n; k++) {
            MemorySegment.copy(ALL, FLOAT, x + k * step, v, 0, columns);
            for (int i = 0; i < columns; i++) {
                float shifted = v[i] - max[i];
                v[i] = log ? shifted - sum[i] : Decay.exp(shifted) * sum[i];
            }
            MemorySegment.copy(v, 0, ALL, FLOAT, y + k * step, columns);
        }
    }

    @Override
    public void loss(
            long x, long targets, long y, long rows, int n, int ignored, double smoothing) {
        float[] v = new float[n];
        for (long r = 0; r < rows; r++) {
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            float loss = 0;
            if (target != ignored) {
                MemorySegment.copy(ALL, FLOAT, x + r * n * E, v, 0, n);
                float max = max(v);
                float log = FloatMath.log(sum(v, max));
                loss = log - (v[target] - max);
                if (smoothing > 0) {
                    float even = log - shifted(v, max) / n;
                    loss = loss * (float) (1 - smoothing) + even * (float) smoothing;
                }
            }
            ALL.set(FLOAT, y + r * E, loss);
        }
    }

    @Override
    public void gradient(
            long x, long targets, long g, long y, long rows, int n, int ignored, double smoothing) {
        float even = (float) (smoothing / n);
        float wanted = (float) (1 - smoothing + smoothing / n);
        float[] v = new float[n];
        for (long r = 0; r < rows; r++) {
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                Arrays.fill(v, 0);
            } else {
                MemorySegment.copy(ALL, FLOAT, x + r * n * E, v, 0, n);
                float times = ALL.get(FLOAT, g + r * E);
                float factor = 1 / exp(v, max(v));
                float hit = (v[target] * factor - wanted) * times;
                scale(v, factor, even, times);
                v[target] = hit;
            }
            MemorySegment.copy(v, 0, ALL, FLOAT, y + r * n * E, n);
        }
    }
}
