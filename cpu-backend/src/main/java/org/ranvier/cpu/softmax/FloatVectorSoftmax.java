package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;
import static org.ranvier.cpu.memory.Raw.INT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.FloatLanes;
import org.ranvier.cpu.math.FloatMath;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link FloatScalarSoftmax} with vectors. */
final class FloatVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        for (long r = 0; r < rows; r++) {
            long to = y + r * n * E;
            long row = filled(x + r * n * E, n);
            float max = max(row, n);
            if (log) {
                minus(row, max, FloatMath.log(sum(row, max, n)), to, n);
            } else {
                long e = n % FLOATS == 0 ? to : row;
                scale(e, 1 / exp(row, max, e, n), 0, 1, to, n);
            }
        }
    }

    /**
     * A row as whole vectors: where it is none, a copy with −∞ behind it, whose exponential is 0.
     * So the loops below need no masks.
     */
    private static long filled(long x, int n) {
        int over = n % FLOATS;
        if (over == 0) {
            return x;
        }
        long row = Work.local().address(Work.Use.ROW, (n + FLOATS) * E);
        broadcast(F32, LOWEST).intoMemorySegment(ALL, row + (n - over) * E, ORDER);
        MemorySegment.copy(ALL, x, ALL, row, n * E);
        return row;
    }

    private static FloatVector load(long at) {
        return fromMemorySegment(F32, ALL, at, ORDER);
    }

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    /** Of two vectors at a time, so that neither waits for the other. */
    private static float max(long x, int n) {
        FloatVector max = broadcast(F32, LOWEST);
        FloatVector other = broadcast(F32, LOWEST);
        int i = 0;
        for (; i < n - FLOATS; i += 2 * FLOATS) {
            FloatVector v = load(x + i * E);
            FloatVector w = load(x + (i + FLOATS) * E);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
            other = other.blend(w, w.compare(VectorOperators.GT, other));
        }
        if (i < n) {
            FloatVector v = load(x + i * E);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
        }
        return max.max(other).reduceLanes(VectorOperators.MAX);
    }

    /** Writes {@code e^(x − max)}. */
    private static float exp(long x, float max, long y, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                FloatVector e = DecayLanes.exp(load(x + i * E).sub(max));
                e.intoMemorySegment(ALL, y + i * E, ORDER);
                sum = sum.add(e);
            }
            total += LaneFolds.sum(sum);
        }
        return (float) total;
    }

    private static float sum(long x, float max, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                sum = sum.add(DecayLanes.exp(load(x + i * E).sub(max)));
            }
            total += LaneFolds.sum(sum);
        }
        return (float) total;
    }

    private static float shifted(long x, float max, int n) {
        FloatVector shift = broadcast(F32, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                sum = sum.add(load(x + i * E, mask).sub(shift), mask);
            }
            total += LaneFolds.sum(sum);
        }
        return (float) total;
    }

    private static void scale(long e, float factor, float less, float times, long y, int n) {
        int i = 0;
        for (; i <= n - FLOATS; i += FLOATS) {
            load(e + i * E)
                    .mul(factor)
                    .sub(less)
                    .mul(times)
                    .intoMemorySegment(ALL, y + i * E, ORDER);
        }
        if (i < n) {
            FloatVector v = load(e + i * E).mul(factor).sub(less).mul(times);
            v.intoMemorySegment(ALL, y + i * E, ORDER, F32.indexInRange(i, n));
        }
    }

    private static void minus(long x, float max, float log, long y, int n) {
        int i = 0;
        for (; i <= n - FLOATS; i += FLOATS) {
            load(x + i * E).sub(max).sub(log).intoMemorySegment(ALL, y + i * E, ORDER);
        }
        if (i < n) {
            FloatVector v = load(x + i * E).sub(max).sub(log);
            v.intoMemorySegment(ALL, y + i * E, ORDER, F32.indexInRange(i, n));
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

    private static FloatVector maxima(long x, int n, long step, VectorMask<Float> mask) {
        FloatVector max = broadcast(F32, LOWEST);
        for (int k = 0; k < n; k++) {
            FloatVector v = load(x + k * step, mask);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
        }
        return max;
    }

    private static void columns(long x, long y, int n, long step, VectorMask<Float> mask) {
        FloatVector max = maxima(x, n, step, mask);
        FloatVector total = zero(F32);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int k = block; k < end; k++) {
                FloatVector e = DecayLanes.exp(load(x + k * step, mask).sub(max));
                e.intoMemorySegment(ALL, y + k * step, ORDER, mask);
                sum = sum.add(e);
            }
            total = total.add(sum);
        }
        FloatVector factor = broadcast(F32, 1).div(total);
        for (int k = 0; k < n; k++) {
            FloatVector v = load(y + k * step, mask);
            v.mul(factor).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    private static void logColumns(long x, long y, int n, long step, VectorMask<Float> mask) {
        FloatVector max = maxima(x, n, step, mask);
        FloatVector total = zero(F32);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int k = block; k < end; k++) {
                sum = sum.add(DecayLanes.exp(load(x + k * step, mask).sub(max)));
            }
            total = total.add(sum);
        }
        FloatVector log = FloatLanes.log(total);
        for (int k = 0; k < n; k++) {
            FloatVector v = load(x + k * step, mask);
            v.sub(max).sub(log).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    @Override
    public void loss(
            long x, long targets, long y, long rows, int n, int ignored, double smoothing) {
        for (long r = 0; r < rows; r++) {
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            float loss = 0;
            if (target != ignored) {
                long from = filled(x + r * n * E, n);
                float max = max(from, n);
                float log = FloatMath.log(sum(from, max, n));
                loss = log - (ALL.get(FLOAT, from + target * E) - max);
                if (smoothing > 0) {
                    float even = log - shifted(from, max, n) / n;
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
        for (long r = 0; r < rows; r++) {
            long to = y + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                ALL.asSlice(to, n * E).fill((byte) 0);
                continue;
            }
            float times = ALL.get(FLOAT, g + r * E);
            long row = filled(x + r * n * E, n);
            long e = n % FLOATS == 0 ? to : row;
            float factor = 1 / exp(row, max(row, n), e, n);
            float hit = (ALL.get(FLOAT, e + target * E) * factor - wanted) * times;
            scale(e, factor, even, times, to, n);
            ALL.set(FLOAT, to + target * E, hit);
        }
    }
}
