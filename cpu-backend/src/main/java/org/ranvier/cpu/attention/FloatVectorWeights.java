package org.ranvier.cpu.attention;

import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.memory.Raw.ALL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.DType;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.tile.Tiles;

/** {@link FloatScalarWeights} on vectors. */
final class FloatVectorWeights implements WeightKernel {
    private static final int WIDTH = Tiles.columns(DType.F32);
    private static final long ROW = (long) WIDTH * Float.BYTES;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    @Override
    public void scale(long x, int rows, double factor) {
        for (int i = 0; i < WIDTH; i += FLOATS) {
            long from = x + (long) i * Float.BYTES;
            for (int r = 0; r < rows; r++) {
                put(floats(ALL, from + r * ROW).mul((float) factor), ALL, from + r * ROW);
            }
        }
    }

    @Override
    public void weigh(long scores, int keys, long state) {
        for (int i = 0; i < WIDTH; i += FLOATS) {
            long offset = (long) i * Float.BYTES;
            maxima(scores + offset, keys, state + offset);
            weights(scores + offset, keys, state + offset);
        }
    }

    /** Puts the maximum where the factor will be, for the old one is still needed. */
    private static void maxima(long scores, int keys, long state) {
        FloatVector max = floats(ALL, state);
        for (int k = 0; k < keys; k++) {
            FloatVector s = floats(ALL, scores + k * ROW);
            max = max.blend(s, s.compare(VectorOperators.GT, max));
        }
        put(max, ALL, state + 2 * ROW);
    }

    private static void weights(long scores, int keys, long state) {
        FloatVector max = floats(ALL, state + 2 * ROW);
        FloatVector shift = max.blend(0, max.compare(VectorOperators.EQ, LOWEST));
        FloatVector part = zero(F32);
        for (int k = 0; k < keys; k++) {
            FloatVector w = DecayLanes.exp(floats(ALL, scores + k * ROW).sub(shift));
            put(w, ALL, scores + k * ROW);
            part = part.add(w);
        }
        finish(max, shift, part, state);
    }

    private static void finish(FloatVector max, FloatVector shift, FloatVector part, long state) {
        FloatVector factor = DecayLanes.exp(floats(ALL, state).sub(shift));
        put(max, ALL, state);
        put(floats(ALL, state + ROW).fma(factor, part), ALL, state + ROW);
        put(factor, ALL, state + 2 * ROW);
    }

    @Override
    public void join(long y, long part, long factors, int rows) {
        for (int i = 0; i < WIDTH; i += FLOATS) {
            long offset = (long) i * Float.BYTES;
            FloatVector factor = floats(ALL, factors + offset);
            for (int r = 0; r < rows; r++) {
                long at = offset + r * ROW;
                put(floats(ALL, y + at).fma(factor, floats(ALL, part + at)), ALL, y + at);
            }
        }
    }

    @Override
    public void divide(long y, long sums, int rows) {
        for (int i = 0; i < WIDTH; i += FLOATS) {
            long offset = (long) i * Float.BYTES;
            FloatVector sum = floats(ALL, sums + offset);
            for (int r = 0; r < rows; r++) {
                long at = offset + r * ROW;
                FloatVector mean = floats(ALL, y + at).div(sum);
                put(mean.blend(0, sum.compare(VectorOperators.EQ, 0)), ALL, y + at);
            }
        }
    }

    @Override
    public void slopes(long weights, long gradients, int keys, double factor) {
        for (int i = 0; i < WIDTH; i += FLOATS) {
            long offset = (long) i * Float.BYTES;
            FloatVector sum = zero(F32);
            for (int k = 0; k < keys; k++) {
                long at = offset + k * ROW;
                sum = floats(ALL, weights + at).fma(floats(ALL, gradients + at), sum);
            }
            for (int k = 0; k < keys; k++) {
                long at = offset + k * ROW;
                FloatVector weight = floats(ALL, weights + at).mul((float) factor);
                put(weight.mul(floats(ALL, gradients + at).sub(sum)), ALL, gradients + at);
            }
        }
    }
}
