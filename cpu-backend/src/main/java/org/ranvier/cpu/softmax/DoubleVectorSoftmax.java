package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromMemorySegment;
import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.DOUBLE;
import static org.ranvier.cpu.memory.Raw.INT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.DoubleLanes;
import org.ranvier.cpu.math.DoubleMath;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.LaneFolds;

/** {@link DoubleScalarSoftmax} with vectors. */
final class DoubleVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Double.BYTES;
    private static final double LOWEST = Double.NEGATIVE_INFINITY;

    @Override
    public void rows(long x, long y, long rows, int n, boolean log) {
        for (long r = 0; r < rows; r++) {
            long to = y + r * n * E;
            long row = filled(x + r * n * E, n);
            double max = max(row, n);
            if (log) {
                minus(row, max, DoubleMath.log(sum(row, max, n)), to, n);
            } else {
                long e = n % DOUBLES == 0 ? to : row;
                scale(e, 1 / exp(row, max, e, n), 0, 1, to, n);
            }
        }
    }

    /**
     * A row as whole vectors: where it is none, a copy with −∞ behind it, whose exponential is 0.
     * So the loops below need no masks.
     */
    private static long filled(long x, int n) {
        int over = n % DOUBLES;
        if (over == 0) {
            return x;
        }
        long row = Work.local().address(Work.Use.ROW, (n + DOUBLES) * E);
        broadcast(F64, LOWEST).intoMemorySegment(ALL, row + (n - over) * E, ORDER);
        MemorySegment.copy(ALL, x, ALL, row, n * E);
        return row;
    }

    private static DoubleVector load(long at) {
        return fromMemorySegment(F64, ALL, at, ORDER);
    }

    private static DoubleVector load(long at, VectorMask<Double> mask) {
        return fromMemorySegment(F64, ALL, at, ORDER, mask);
    }

    /** Of two vectors at a time, so that neither waits for the other. */
    private static double max(long x, int n) {
        DoubleVector max = broadcast(F64, LOWEST);
        DoubleVector other = broadcast(F64, LOWEST);
        int i = 0;
        for (; i < n - DOUBLES; i += 2 * DOUBLES) {
            DoubleVector v = load(x + i * E);
            DoubleVector w = load(x + (i + DOUBLES) * E);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
            other = other.blend(w, w.compare(VectorOperators.GT, other));
        }
        if (i < n) {
            DoubleVector v = load(x + i * E);
            max = max.blend(v, v.compare(VectorOperators.GT, max));
        }
        return max.max(other).reduceLanes(VectorOperators.MAX);
    }

    /** Writes {@code e^(x − max)}. */
    private static double exp(long x, double max, long y, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int i = block; i < end; i += DOUBLES) {
                DoubleVector e = DecayLanes.exp(load(x + i * E).sub(max));
                e.intoMemorySegment(ALL, y + i * E, ORDER);
                sum = sum.add(e);
            }
            total += LaneFolds.sum(sum);
        }
        return total;
    }

    private static double sum(long x, double max, int n) {
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            DoubleVector sum = zero(F64);
            for (int i = block; i < end; i += DOUBLES) {
                sum = sum.add(DecayLanes.exp(load(x + i * E).sub(max)));
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

    private static void scale(long e, double factor, double less, double times, long y, int n) {
        int i = 0;
        for (; i <= n - DOUBLES; i += DOUBLES) {
            load(e + i * E)
                    .mul(factor)
                    .sub(less)
                    .mul(times)
                    .intoMemorySegment(ALL, y + i * E, ORDER);
        }
        if (i < n) {
            DoubleVector v = load(e + i * E).mul(factor).sub(less).mul(times);
            v.intoMemorySegment(ALL, y + i * E, ORDER, F64.indexInRange(i, n));
        }
    }

    private static void minus(long x, double max, double log, long y, int n) {
        int i = 0;
        for (; i <= n - DOUBLES; i += DOUBLES) {
            load(x + i * E).sub(max).sub(log).intoMemorySegment(ALL, y + i * E, ORDER);
        }
        if (i < n) {
            DoubleVector v = load(x + i * E).sub(max).sub(log);
            v.intoMemorySegment(ALL, y + i * E, ORDER, F64.indexInRange(i, n));
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
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            double loss = 0;
            if (target != ignored) {
                long from = filled(x + r * n * E, n);
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
            long to = y + r * n * E;
            int target = ALL.get(INT, targets + r * Integer.BYTES);
            if (target == ignored) {
                ALL.asSlice(to, n * E).fill((byte) 0);
                continue;
            }
            double times = ALL.get(DOUBLE, g + r * E);
            long row = filled(x + r * n * E, n);
            long e = n % DOUBLES == 0 ? to : row;
            double factor = 1 / exp(row, max(row, n), e, n);
            double hit = (ALL.get(DOUBLE, e + target * E) * factor - wanted) * times;
            scale(e, factor, even, times, to, n);
            ALL.set(DOUBLE, to + target * E, hit);
        }
    }
}
