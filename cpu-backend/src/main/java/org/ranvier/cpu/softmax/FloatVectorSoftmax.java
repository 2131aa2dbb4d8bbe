package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;
import static org.ranvier.cpu.memory.Raw.INT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.FloatLanes;
import org.ranvier.cpu.math.FloatMath;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link FloatScalarSoftmax} with vectors. */
final class FloatVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        for (long r = 0; r < rows; r++) {
            long from = x + r * n * E;
            long to = y + r * n * E;
            float max = max(from, n);
            if (log) {
                minus(from, max, FloatMath.log(sum(from, max, n)), to, n);
            } else {
                scale(to, 1 / exp(from, max, to, n), 0, 1, n);
            }
        }
    }

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    /** Of two vectors at a time, so that neither waits for the other. */
    private static float max(long x, int n) {
        FloatVector max = broadcast(F32, LOWEST);
        FloatVector other = max;
        for (int i = 0; i < n; i += 2 * FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            VectorMask<Float> more = F32.indexInRange(i + FLOATS, n);
            FloatVector v = load(x + i * E, mask);
            FloatVector w = load(x + (i + FLOATS) * E, more);
            max = max.blend(v, v.compare(VectorOperators.GT, max, mask));
            other = other.blend(w, w.compare(VectorOperators.GT, other, more));
        }
        return max.max(other).reduceLanes(VectorOperators.MAX);
    }

    /** Writes {@code e^(x − max)}. */
    private static float exp(long x, float max, long y, int n) {
        FloatVector shift = broadcast(F32, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector e = DecayLanes.exp(load(x + i * E, mask).sub(shift));
                e.intoMemorySegment(ALL, y + i * E, ORDER, mask);
                sum = sum.add(e, mask);
            }
            total += LaneFolds.sum(sum);
        }
        return (float) total;
    }

    private static float sum(long x, float max, int n) {
        FloatVector shift = broadcast(F32, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector e = DecayLanes.exp(load(x + i * E, mask).sub(shift));
                sum = sum.add(e, mask);
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

    private static void scale(long y, float factor, float less, float times, int n) {
        FloatVector f = broadcast(F32, factor);
        FloatVector l = broadcast(F32, less);
        FloatVector t = broadcast(F32, times);
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector v = load(y + i * E, mask);
            v.mul(f).sub(l).mul(t).intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    private static void minus(long x, float max, float log, long y, int n) {
        FloatVector m = broadcast(F32, max);
        FloatVector l = broadcast(F32, log);
        for (int i = 0; i < n; i += FLOATS) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector v = load(x + i * E, mask);
            v.sub(m).sub(l).intoMemorySegment(ALL, y + i * E, ORDER, mask);
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
            long from = x + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            float loss = 0;
            if (target != ignored) {
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
            long from = x + r * n * E;
            long to = y + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                ALL.asSlice(to, n * E).fill((byte) 0);
                continue;
            }
            float times = ALL.get(FLOAT, g + r * E);
            float factor = 1 / exp(from, max(from, n), to, n);
            float hit = (ALL.get(FLOAT, to + target * E) * factor - wanted) * times;
            scale(to, factor, even, times, n);
            ALL.set(FLOAT, to + target * E, hit);
        }
    }
}
