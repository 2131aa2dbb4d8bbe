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
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.LaneFolds;

/**
 * {@link FloatScalarSoftmax} with vectors. Some rows go through each step together, so that none
 * waits for the sum across a vector of another; the exponential is in each loop but once.
 */
final class FloatVectorSoftmax implements SoftmaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final long NEXT = FLOATS * E;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    /** Elements that go through each step together: they stay in the first-level cache. */
    private static final int TOGETHER = 2048;

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

    /**
     * Rows as whole vectors: where they are none, copies with −∞ behind them, whose exponential is
     * 0. So the loops below need no masks.
     */
    private static long filled(long x, int rows, int n) {
        int over = n % FLOATS;
        if (over == 0) {
            return x;
        }
        long copies = Work.local().address(Work.Use.ROW, rows * pitch(n));
        for (int r = 0; r < rows; r++) {
            long row = copies + r * pitch(n);
            broadcast(F32, LOWEST).intoMemorySegment(ALL, row + (n - over) * E, ORDER);
            MemorySegment.copy(ALL, x + r * n * E, ALL, row, n * E);
        }
        return copies;
    }

    /** Distance of rows that are filled up to whole vectors, in bytes. */
    private static long pitch(int n) {
        return (n + FLOATS - 1) / FLOATS * NEXT;
    }

    /** How many rows go through each step together. */
    private static int together(int n) {
        return Math.max(1, TOGETHER / n);
    }

    /** Room for a number of each row, filled up to whole vectors, and for a second one. */
    private static long perRow(int rows) {
        return Work.local().address(Work.Use.SUMS, 2 * room(rows));
    }

    private static long room(int rows) {
        return (rows + FLOATS) * E;
    }

    private static FloatVector load(long at) {
        return fromMemorySegment(F32, ALL, at, ORDER);
    }

    private static FloatVector load(long at, VectorMask<Float> mask) {
        return fromMemorySegment(F32, ALL, at, ORDER, mask);
    }

    /** Of four vectors at a time, so that none waits for another. */
    private static void maxima(long x, int rows, int n, long maxima) {
        for (int r = 0; r < rows; r++) {
            long row = x + r * pitch(n);
            FloatVector a = broadcast(F32, LOWEST);
            FloatVector b = broadcast(F32, LOWEST);
            FloatVector c = broadcast(F32, LOWEST);
            FloatVector d = broadcast(F32, LOWEST);
            int i = 0;
            for (; i <= n - 4 * FLOATS; i += 4 * FLOATS) {
                a = larger(a, load(row + i * E));
                b = larger(b, load(row + (i + FLOATS) * E));
                c = larger(c, load(row + (i + 2 * FLOATS) * E));
                d = larger(d, load(row + (i + 3 * FLOATS) * E));
            }
            for (; i < n; i += FLOATS) {
                a = larger(a, load(row + i * E));
            }
            FloatVector max = LaneFolds.maxes(larger(larger(a, b), larger(c, d)));
            ALL.set(FLOAT, maxima + r * E, max.lane(0));
        }
    }

    private static FloatVector larger(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }

    /** Writes {@code e^(x − max)}, and the sum of each row. */
    private static void exp(long x, int rows, int n, long maxima, long y, long sums) {
        for (int r = 0; r < rows; r++) {
            long from = x + r * pitch(n);
            long to = y + r * pitch(n);
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            double total = 0;
            for (int block = 0; block < n; block += BLOCK) {
                int end = Math.min(n, block + BLOCK);
                FloatVector sum = zero(F32);
                for (int i = block; i < end; i += FLOATS) {
                    FloatVector e = DecayLanes.exp(load(from + i * E).sub(max));
                    e.intoMemorySegment(ALL, to + i * E, ORDER);
                    sum = sum.add(e);
                }
                total += LaneFolds.sum(sum);
            }
            ALL.set(FLOAT, sums + r * E, (float) total);
        }
    }

    private static void sums(long x, int rows, int n, long maxima, long sums) {
        for (int r = 0; r < rows; r++) {
            long row = x + r * pitch(n);
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            double total = 0;
            for (int block = 0; block < n; block += BLOCK) {
                int end = Math.min(n, block + BLOCK);
                FloatVector sum = zero(F32);
                for (int i = block; i < end; i += FLOATS) {
                    sum = sum.add(DecayLanes.exp(load(row + i * E).sub(max)));
                }
                total += LaneFolds.sum(sum);
            }
            ALL.set(FLOAT, sums + r * E, (float) total);
        }
    }

    /** Replaces sums by their logarithms. */
    private static void logs(long sums, int rows) {
        for (int r = 0; r < rows; r += FLOATS) {
            FloatLanes.log(load(sums + r * E)).intoMemorySegment(ALL, sums + r * E, ORDER);
        }
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
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector v = load(e + i * E).mul(factor).sub(less).mul(times);
            v.intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    private static void minus(long x, int rows, int n, long maxima, long logs, long y) {
        for (int r = 0; r < rows; r++) {
            long from = x + r * pitch(n);
            long to = y + r * n * E;
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            FloatVector log = broadcast(F32, ALL.get(FLOAT, logs + r * E));
            int i = 0;
            for (; i <= n - FLOATS; i += FLOATS) {
                FloatVector v = load(from + i * E).sub(max).sub(log);
                v.intoMemorySegment(ALL, to + i * E, ORDER);
            }
            if (i < n) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector v = load(from + i * E).sub(max).sub(log);
                v.intoMemorySegment(ALL, to + i * E, ORDER, mask);
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
            FloatVector v = load(x + k * step, mask);
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
        FloatVector max = maximaOf(x, n, step, mask);
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
