package org.ranvier.cpu.attention;

import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.DType;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.tile.Tiles;

/** {@link DoubleScalarWeights} on vectors. */
final class DoubleVectorWeights implements WeightKernel {
    private static final int WIDTH = Tiles.columns(DType.F64);
    private static final long ROW = (long) WIDTH * Double.BYTES;
    private static final double LOWEST = Double.NEGATIVE_INFINITY;

    @Override
    public void scale(long x, int rows, double factor) {
        for (int i = 0; i < WIDTH; i += DOUBLES) {
            long from = x + (long) i * Double.BYTES;
            for (int r = 0; r < rows; r++) {
                put(doubles(ALL, from + r * ROW).mul(factor), ALL, from + r * ROW);
            }
        }
    }

    @Override
    public void weigh(long scores, int keys, long state) {
        for (int i = 0; i < WIDTH; i += DOUBLES) {
            long offset = (long) i * Double.BYTES;
            maxima(scores + offset, keys, state + offset);
            weights(scores + offset, keys, state + offset);
        }
    }

    /** Puts the maximum where the factor will be, for the old one is still needed. */
    private static void maxima(long scores, int keys, long state) {
        DoubleVector max = doubles(ALL, state);
        for (int k = 0; k < keys; k++) {
            DoubleVector s = doubles(ALL, scores + k * ROW);
            max = max.blend(s, s.compare(VectorOperators.GT, max));
        }
        put(max, ALL, state + 2 * ROW);
    }

    private static void weights(long scores, int keys, long state) {
        DoubleVector max = doubles(ALL, state + 2 * ROW);
        DoubleVector shift = max.blend(0, max.compare(VectorOperators.EQ, LOWEST));
        DoubleVector part = zero(F64);
        for (int k = 0; k < keys; k++) {
            DoubleVector w = DecayLanes.exp(doubles(ALL, scores + k * ROW).sub(shift));
            put(w, ALL, scores + k * ROW);
            part = part.add(w);
        }
        finish(max, shift, part, state);
    }

    private static void finish(
            DoubleVector max, DoubleVector shift, DoubleVector part, long state) {
        DoubleVector factor = DecayLanes.exp(doubles(ALL, state).sub(shift));
        put(max, ALL, state);
        put(doubles(ALL, state + ROW).fma(factor, part), ALL, state + ROW);
        put(factor, ALL, state + 2 * ROW);
    }

    @Override
    public void join(long y, long part, long factors, int rows) {
        for (int i = 0; i < WIDTH; i += DOUBLES) {
            long offset = (long) i * Double.BYTES;
            DoubleVector factor = doubles(ALL, factors + offset);
            for (int r = 0; r < rows; r++) {
                long at = offset + r * ROW;
                put(doubles(ALL, y + at).fma(factor, doubles(ALL, part + at)), ALL, y + at);
            }
        }
    }

    @Override
    public void divide(long y, long sums, int rows) {
        for (int i = 0; i < WIDTH; i += DOUBLES) {
            long offset = (long) i * Double.BYTES;
            DoubleVector sum = doubles(ALL, sums + offset);
            for (int r = 0; r < rows; r++) {
                long at = offset + r * ROW;
                DoubleVector mean = doubles(ALL, y + at).div(sum);
                put(mean.blend(0, sum.compare(VectorOperators.EQ, 0)), ALL, y + at);
            }
        }
    }

    @Override
    public void slopes(long weights, long gradients, int keys, double factor) {
        for (int i = 0; i < WIDTH; i += DOUBLES) {
            long offset = (long) i * Double.BYTES;
            DoubleVector sum = zero(F64);
            for (int k = 0; k < keys; k++) {
                long at = offset + k * ROW;
                sum = doubles(ALL, weights + at).fma(doubles(ALL, gradients + at), sum);
            }
            for (int k = 0; k < keys; k++) {
                long at = offset + k * ROW;
                DoubleVector weight = doubles(ALL, weights + at).mul(factor);
                put(weight.mul(doubles(ALL, gradients + at).sub(sum)), ALL, gradients + at);
            }
        }
    }
}
