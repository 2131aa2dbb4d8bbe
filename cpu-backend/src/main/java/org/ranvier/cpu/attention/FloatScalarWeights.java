package org.ranvier.cpu.attention;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.tile.Tiles;

/** In single precision, on arrays, which also the interpreter reads fast. */
final class FloatScalarWeights implements WeightKernel {
    private static final int WIDTH = Tiles.columns(DType.F32);
    private static final long ROW = (long) WIDTH * Float.BYTES;

    private static float[] load(long at) {
        float[] row = new float[WIDTH];
        MemorySegment.copy(ALL, FLOAT, at, row, 0, WIDTH);
        return row;
    }

    private static void store(float[] row, long at) {
        MemorySegment.copy(row, 0, ALL, FLOAT, at, WIDTH);
    }

    @Override
    public void scale(long x, int rows, double factor) {
        for (int r = 0; r < rows; r++) {
            float[] row = load(x + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                row[i] *= (float) factor;
            }
            store(row, x + r * ROW);
        }
    }

    @Override
    public void weigh(long scores, int keys, long state) {
        float[] before = load(state);
        float[] max = before.clone();
        for (int k = 0; k < keys; k++) {
            float[] s = load(scores + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                max[i] = s[i] > max[i] ? s[i] : max[i];
            }
        }
        float[] shift = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            shift[i] = max[i] == Float.NEGATIVE_INFINITY ? 0 : max[i];
        }
        float[] part = new float[WIDTH];
        for (int k = 0; k < keys; k++) {
            float[] s = load(scores + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                s[i] = Decay.exp(s[i] - shift[i]);
                part[i] += s[i];
            }
            store(s, scores + k * ROW);
        }
        float[] sum = load(state + ROW);
        for (int i = 0; i < WIDTH; i++) {
            before[i] = Decay.exp(before[i] - shift[i]);
            sum[i] = Math.fma(sum[i], before[i], part[i]);
        }
        store(max, state);
        store(sum, state + ROW);
        store(before, state + 2 * ROW);
    }

    @Override
    public void join(long y, long part, long factors, int rows) {
        float[] factor = load(factors);
        for (int r = 0; r < rows; r++) {
            float[] sum = load(y + r * ROW);
            float[] more = load(part + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                sum[i] = Math.fma(sum[i], factor[i], more[i]);
            }
            store(sum, y + r * ROW);
        }
    }

    @Override
    public void divide(long y, long sums, int rows) {
        float[] sum = load(sums);
        for (int r = 0; r < rows; r++) {
            float[] row = load(y + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                row[i] = sum[i] == 0 ? 0 : row[i] / sum[i];
            }
            store(row, y + r * ROW);
        }
    }

    @Override
    public void slopes(long weights, long gradients, int keys, double factor) {
        float[] sum = new float[WIDTH];
        for (int k = 0; k < keys; k++) {
            float[] weight = load(weights + k * ROW);
            float[] gradient = load(gradients + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                sum[i] = Math.fma(weight[i], gradient[i], sum[i]);
            }
        }
        for (int k = 0; k < keys; k++) {
            float[] weight = load(weights + k * ROW);
            float[] gradient = load(gradients + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                gradient[i] = weight[i] * (float) factor * (gradient[i] - sum[i]);
            }
            store(gradient, gradients + k * ROW);
        }
    }
}
