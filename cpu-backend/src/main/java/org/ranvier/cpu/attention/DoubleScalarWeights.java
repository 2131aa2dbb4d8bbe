package org.ranvier.cpu.attention;

import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.math.Decay;
import org.ranvier.cpu.tile.Tiles;

/** In double precision, on arrays, which also the interpreter reads fast. */
final class DoubleScalarWeights implements WeightKernel {
    private static final int WIDTH = Tiles.columns(DType.F64);
    private static final long ROW = (long) WIDTH * Double.BYTES;

    private static double[] load(long at) {
        double[] row = new double[WIDTH];
        MemorySegment.copy(ALL, DOUBLE, at, row, 0, WIDTH);
        return row;
    }

    private static void store(double[] row, long at) {
        MemorySegment.copy(row, 0, ALL, DOUBLE, at, WIDTH);
    }

    @Override
    public void scale(long x, int rows, double factor) {
        for (int r = 0; r < rows; r++) {
            double[] row = load(x + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                row[i] *= factor;
            }
            store(row, x + r * ROW);
        }
    }

    @Override
    public void weigh(long scores, int keys, long state) {
        double[] before = load(state);
        double[] max = before.clone();
        for (int k = 0; k < keys; k++) {
            double[] s = load(scores + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                max[i] = s[i] > max[i] ? s[i] : max[i];
            }
        }
        double[] shift = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            shift[i] = max[i] == Double.NEGATIVE_INFINITY ? 0 : max[i];
        }
        double[] part = new double[WIDTH];
        for (int k = 0; k < keys; k++) {
            double[] s = load(scores + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                s[i] = Decay.exp(s[i] - shift[i]);
                part[i] += s[i];
            }
            store(s, scores + k * ROW);
        }
        double[] sum = load(state + ROW);
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
        double[] factor = load(factors);
        for (int r = 0; r < rows; r++) {
            double[] sum = load(y + r * ROW);
            double[] more = load(part + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                sum[i] = Math.fma(sum[i], factor[i], more[i]);
            }
            store(sum, y + r * ROW);
        }
    }

    @Override
    public void divide(long y, long sums, int rows) {
        double[] sum = load(sums);
        for (int r = 0; r < rows; r++) {
            double[] row = load(y + r * ROW);
            for (int i = 0; i < WIDTH; i++) {
                row[i] = sum[i] == 0 ? 0 : row[i] / sum[i];
            }
            store(row, y + r * ROW);
        }
    }

    @Override
    public void slopes(long weights, long gradients, int keys, double factor) {
        double[] sum = new double[WIDTH];
        for (int k = 0; k < keys; k++) {
            double[] weight = load(weights + k * ROW);
            double[] gradient = load(gradients + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                sum[i] = Math.fma(weight[i], gradient[i], sum[i]);
            }
        }
        for (int k = 0; k < keys; k++) {
            double[] weight = load(weights + k * ROW);
            double[] gradient = load(gradients + k * ROW);
            for (int i = 0; i < WIDTH; i++) {
                gradient[i] = weight[i] * factor * (gradient[i] - sum[i]);
            }
            store(gradient, gradients + k * ROW);
        }
    }
}
