package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromMemorySegment;
import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;
import static org.ranvier.cpu.memory.Raw.INT;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.DoubleLanes;
import org.ranvier.cpu.math.DoubleMath;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link DoubleScalarSoftmax} with vectors. */
final class DoubleVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Double.BYTES;
    private static final double LOWEST = Double.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        for (long r = 0; r < rows; r++) {
            long from = x + r * n * E;
            long to = y + r * n * E;
            double max = max(from, n);
            if (log) {
                minus(from, max, DoubleMath.log(sum(from, max, n)), to, n);
            } else {
                scale(to, 1 / exp(from, max, to, n), 0, 1, n);
            }
        }
    }

    private static DoubleVector load(long at, VectorMask<Double> mask) {
        return fromMemorySegment(F64, ALL, at, ORDER, mask);
    }

    /** Of two vectors at a time, so that neither waits for the other. */
    private static double max(long x, int n) {
        DoubleVector max = broadcast(F64, LOWEST);
        DoubleVector other = max;
        for (int i = 0; i < n; i += 2 * DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            VectorMask<Double> more = F64.indexInRange(i + DOUBLES, n);
            DoubleVector v = load(x + i * E, mask);
            DoubleVector w = load(x + (i + DOUBLES) * E, more);
            max = max.blend(v, v.compare(VectorOperators.GT, max, mask));
            other = other.blend(w, w.compare(VectorOperators.GT, other, more));
        }
        return max.max(other).reduceLanes(VectorOperators.MAX);
    }

    /** Writes {@code e^(x − max)}. */
    private static double exp(long x, double max, long y, int n) {
        DoubleVector shift = broadcast(F64, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int i = block; i < end; i += DOUBLES) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                DoubleVector e = DecayLanes.exp(load(x + i * E, mask).sub(shift));
                e.intoMemorySegment(ALL, y + i * E, ORDER, mask);
                sum = sum.add(e, mask);
            }
            total += LaneFolds.sum(sum);
        }
        return total;
    }

    private static double sum(long x, double max, int n) {
        DoubleVector shift = broadcast(F64, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int i = block; i < end; i += DOUBLES) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                DoubleVector e = DecayLanes.exp(load(x + i * E, mask).sub(shift));
                sum = sum.add(e, mask);
            }
            total += LaneFolds.sum(sum);
        }
        return total;
    }

    private static double shifted(long x, double max, int n) {
        DoubleVector shift = broadcast(F64, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int i = block; i < end; i += DOUBLES) {
                VectorMask<Double> mask = F64.indexInRange(i, n);
                sum = sum.add(load(x + i * E, mask).sub(shift), mask);
            }
            total += LaneFolds.sum(sum);
        }
        return total;
    }

    private static void scale(long y, double factor, double less, double times, int n) {
        DoubleVector f = broadcast(F64, factor);
        DoubleVector l = broadcast(F64, less);
        DoubleVector t = broadcast(F64, times);
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            DoubleVector v = load(y + i * E, mask);
            v.mul(f).sub(l).mul(t).intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    private static void minus(long x, double max, double log, long y, int n) {
        DoubleVector m = broadcast(F64, max);
        DoubleVector l = broadcast(F64, log);
        for (int i = 0; i < n; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, n);
            DoubleVector v = load(x + i * E, mask);
            v.sub(m).sub(l).intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    @Override
    public void columns(long x, long y, int columns, int n, long step, boolean log) {
        for (int i = 0; i < columns; i += DOUBLES) {
            VectorMask<Double> mask = F64.indexInRange(i, columns);
            if (log) {
                logColumns(x + i * E, y + i * E, n, step, mask);
            } else {
                columns(x + i * E, y + i * E, n, step, mask);
            }
        }
    }

    private static DoubleVector maxima(long x, int n, long step, VectorMask<Double> mask) {
        DoubleVector max = broadcast(F64, LOWEST);
        for (int k = 0; k < n; k++) {
            DoubleVector v = load(x + k * step, mask);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
        }
        return max;
    }

    private static void columns(long x, long y, int n, long step, VectorMask<Double> mask) {
        DoubleVector max = maxima(x, n, step, mask);
        DoubleVector total = zero(F64);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int k = block; k < end; k++) {
                DoubleVector e = DecayLanes.exp(load(x + k * step, mask).sub(max));
                e.intoMemorySegment(ALL, y + k * step, ORDER, mask);
                sum = sum.add(e);
            }
            total = total.add(sum);
        }
        DoubleVector factor = broadcast(F64, 1).div(total);
        for (int k = 0; k < n; k++) {
            DoubleVector v = load(y + k * step, mask);
            v.mul(factor).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    private static void logColumns(long x, long y, int n, long step, VectorMask<Double> mask) {
        DoubleVector max = maxima(x, n, step, mask);
        DoubleVector total = zero(F64);
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int k = block; k < end; k++) {
                sum = sum.add(DecayLanes.exp(load(x + k * step, mask).sub(max)));
            }
            total = total.add(sum);
        }
        DoubleVector log = DoubleLanes.log(total);
        for (int k = 0; k < n; k++) {
            DoubleVector v = load(x + k * step, mask);
            v.sub(max).sub(log).intoMemorySegment(ALL, y + k * step, ORDER, mask);
        }
    }

    @Override
    public void loss(
            long x, long targets, long y, long rows, int n, int ignored, double smoothing) {
        for (long r = 0; r < rows; r++) {
            long from = x + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            double loss = 0;
            if (target != ignored) {
                double max = max(from, n);
                double log = DoubleMath.log(sum(from, max, n));
                loss = log - (ALL.get(DOUBLE, from + target * E) - max);
                if (smoothing > 0) {
                    double even = log - shifted(from, max, n) / n;
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
        for (long r = 0; r < rows; r++) {
            long from = x + r * n * E;
            long to = y + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                ALL.asSlice(to, n * E).fill((byte) 0);
                continue;
            }
            double times = ALL.get(DOUBLE, g + r * E);
            double factor = 1 / exp(from, max(from, n), to, n);
            double hit = (ALL.get(DOUBLE, to + target * E) * factor - wanted) * times;
            scale(to, factor, even, times, n);
            ALL.set(DOUBLE, to + target * E, hit);
        }
    }
}
