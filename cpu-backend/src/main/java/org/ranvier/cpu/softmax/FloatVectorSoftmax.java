package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;
import static org.ranvier.cpu.memory.Raw.INT;
import static org.ranvier.cpu.softmax.FloatVectorRows.exp;
import static org.ranvier.cpu.softmax.FloatVectorRows.filled;
import static org.ranvier.cpu.softmax.FloatVectorRows.logs;
import static org.ranvier.cpu.softmax.FloatVectorRows.maxima;
import static org.ranvier.cpu.softmax.FloatVectorRows.minus;
import static org.ranvier.cpu.softmax.FloatVectorRows.perRow;
import static org.ranvier.cpu.softmax.FloatVectorRows.pitch;
import static org.ranvier.cpu.softmax.FloatVectorRows.room;
import static org.ranvier.cpu.softmax.FloatVectorRows.scale;
import static org.ranvier.cpu.softmax.FloatVectorRows.shifted;
import static org.ranvier.cpu.softmax.FloatVectorRows.sums;
import static org.ranvier.cpu.softmax.FloatVectorRows.together;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.FloatLanes;

/** {@link FloatScalarSoftmax} with vectors; its steps are those of {@link FloatVectorRows}. */
final class FloatVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        int most = together(n);
        long maxima = perRow(most);
        long sums = maxima + room(most);
        for (long r = 0; r < rows; r += most) {
            int some = (int) Math.min(most, rows - r);
            long to = y + r * n * E;
            long from = filled(x + r * n * E, some, n);
            maxima(from, some, n, maxima);
            if (log) {
                sums(from, some, n, maxima, sums);
                logs(sums, some);
                minus(from, some, n, maxima, sums, to);
            } else {
                long e = n % FLOATS == 0 ? to : from;
                exp(from, some, n, maxima, e, sums);
                for (int i = 0; i < some; i++) {
                    float factor = 1 / ALL.get(FLOAT, sums + i * E);
                    scale(e + i * pitch(n), factor, 0, 1, to + i * n * E, n);
                }
            }
        }
    }

    @Override
    public void columns(long x, long y, int columns, int n, long step, boolean log) {
        for (int i = 0; i < columns; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, columns);
            if (log) {
                logColumns(x + i * E, y + i * E, n, step, mask);
            } else {
                columns(x + i * E, y + i * E, n, step, mask);
            }
        }
    }

    private static FloatVector maximaOf(long x, int n, long step, VectorMask<Float> mask) {
        FloatVector max = broadcast(F32, LOWEST);
        for (int k = 0; k < n; k++) {
            FloatVector v = floats(x + k * step, mask);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
        }
        return max;
    }

    private static void columns(long x, long y, int n, long step, VectorMask<Float> mask) {
        FloatVector max = maximaOf(x, n, step, mask);
        FloatVector total = zero(F32);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int k = block; k < end; k++) {
                FloatVector e = DecayLanes.exp(floats(x + k * step, mask).sub(max));
                e.intoMemorySegment(ALL, y + k * step, ORDER, mask);
                sum = sum.add(e);
            }
            total = total.add(sum);
        }
        FloatVector factor = broadcast(F32, 1).div(total);
        for (int k = 0; k < n; k++) {
            FloatVector v = floats(y + k * step, mask);
            v.mul(factor).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    private static void logColumns(long x, long y, int n, long step, VectorMask<Float> mask) {
        FloatVector max = maximaOf(x, n, step, mask);
        FloatVector total = zero(F32);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int k = block; k < end; k++) {
                sum = sum.add(DecayLanes.exp(floats(x + k * step, mask).sub(max)));
            }
            total = total.add(sum);
        }
        FloatVector log = FloatLanes.log(total);
        for (int k = 0; k < n; k++) {
            FloatVector v = floats(x + k * step, mask);
            v.sub(max).sub(log).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    @Override
    public void loss(
            long x, long targets, long y, long rows, int n, int ignored, double smoothing) {
        int most = together(n);
        long maxima = perRow(most);
        long logs = maxima + room(most);
        for (long r = 0; r < rows; r++) {
            int i = (int) (r % most);
            if (i == 0) {
                int some = (int) Math.min(most, rows - r);
                long from = filled(x + r * n * E, some, n);
                maxima(from, some, n, maxima);
                sums(from, some, n, maxima, logs);
                logs(logs, some);
            }
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            float loss = 0;
            if (target != ignored) {
                long row = x + r * n * E;
                float max = ALL.get(FLOAT, maxima + i * E);
                float log = ALL.get(FLOAT, logs + i * E);
                loss = log - (ALL.get(FLOAT, row + target * E) - max);
                if (smoothing > 0) {
                    float even = log - shifted(row, max, n) / n;
                    loss = loss * (float) (1 - smoothing) + even * (float) smoothing;
                }
            }
            ALL.set(FLOAT, y + r * E, loss);
        }
    }

    @Override
    public void gradient(
            long x, long targets, long g, long y, long rows, int n, int ignored, double smoothing) {
        int most = together(n);
        long maxima = perRow(most);
        long sums = maxima + room(most);
        float even = (float) (smoothing / n);
        float wanted = (float) (1 - smoothing + smoothing / n);
        long e = 0;
        for (long r = 0; r < rows; r++) {
            int i = (int) (r % most);
            long to = y + r * n * E;
            if (i == 0) {
                int some = (int) Math.min(most, rows - r);
                long from = filled(x + r * n * E, some, n);
                e = n % FLOATS == 0 ? to : from;
                maxima(from, some, n, maxima);
                exp(from, some, n, maxima, e, sums);
            }
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                ALL.asSlice(to, n * E).fill((byte) 0);
                continue;
            }
            float times = ALL.get(FLOAT, g + r * E);
            float factor = 1 / ALL.get(FLOAT, sums + i * E);
            long row = e + i * pitch(n);
            float hit = (ALL.get(FLOAT, row + target * E) * factor - wanted) * times;
            scale(row, factor, even, times, to, n);
            ALL.set(FLOAT, to + target * E, hit);
        }
    }
}
