package org.ranvier.cpu.softmax;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;
import static org.ranvier.cpu.softmax.SoftmaxKernel.BLOCK;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.ranvier.cpu.math.DecayLanes;
import org.ranvier.cpu.math.FloatLanes;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.pass.LaneFolds;

/**
 * The steps of {@link FloatVectorSoftmax}. Some rows go through each together, so that none waits
 * for the sum across a vector of another; the exponential is in each loop but once.
 */
final class FloatVectorRows {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;
    private static final long NEXT = FLOATS * E;
    private static final float LOWEST = Float.NEGATIVE_INFINITY;

    /** Elements that go through each step together: they stay in the first-level cache. */
    private static final int TOGETHER = 2048;

    private FloatVectorRows() {}

    /**
     * Rows as whole vectors: where they are none, copies with −∞ behind them, whose exponential is
     * 0. So the loops below need no masks.
     */
    static long filled(long x, int rows, int n) {
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
    static long pitch(int n) {
        return (n + FLOATS - 1) / FLOATS * NEXT;
    }

    /** How many rows go through each step together. */
    static int together(int n) {
        return Math.max(1, TOGETHER / n);
    }

    /** Room for a number of each row, filled up to whole vectors, and for a second one. */
    static long perRow(int rows) {
        return Work.local().address(Work.Use.SUMS, 2 * room(rows));
    }

    static long room(int rows) {
        return (rows + FLOATS) * E;
    }

    /** Of four vectors at a time, so that none waits for another. */
    static void maxima(long x, int rows, int n, long maxima) {
        for (int r = 0; r < rows; r++) {
            long row = x + r * pitch(n);
            FloatVector a = broadcast(F32, LOWEST);
            FloatVector b = broadcast(F32, LOWEST);
            FloatVector c = broadcast(F32, LOWEST);
            FloatVector d = broadcast(F32, LOWEST);
            int i = 0;
            for (; i <= n - 4 * FLOATS; i += 4 * FLOATS) {
                a = LaneFolds.larger(a, floats(row + i * E));
                b = LaneFolds.larger(b, floats(row + (i + FLOATS) * E));
                c = LaneFolds.larger(c, floats(row + (i + 2 * FLOATS) * E));
                d = LaneFolds.larger(d, floats(row + (i + 3 * FLOATS) * E));
            }
            for (; i < n; i += FLOATS) {
                a = LaneFolds.larger(a, floats(row + i * E));
            }
            FloatVector max =
                    LaneFolds.maxes(
                            LaneFolds.larger(LaneFolds.larger(a, b), LaneFolds.larger(c, d)));
            ALL.set(FLOAT, maxima + r * E, max.lane(0));
        }
    }

    /** Writes {@code e^(x − max)}, and the sum of each row. */
    static void exp(long x, int rows, int n, long maxima, long y, long sums) {
        for (int r = 0; r < rows; r++) {
            long from = x + r * pitch(n);
            long to = y + r * pitch(n);
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            double total = 0;
            for (int block = 0; block < n; block += BLOCK) {
                int end = Math.min(n, block + BLOCK);
                FloatVector sum = zero(F32);
                for (int i = block; i < end; i += FLOATS) {
                    FloatVector e = DecayLanes.exp(floats(from + i * E).sub(max));
                    e.intoMemorySegment(ALL, to + i * E, ORDER);
                    sum = sum.add(e);
                }
                total += LaneFolds.sum(sum);
            }
            ALL.set(FLOAT, sums + r * E, (float) total);
        }
    }

    static void sums(long x, int rows, int n, long maxima, long sums) {
        for (int r = 0; r < rows; r++) {
            long row = x + r * pitch(n);
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            double total = 0;
            for (int block = 0; block < n; block += BLOCK) {
                int end = Math.min(n, block + BLOCK);
                FloatVector sum = zero(F32);
                for (int i = block; i < end; i += FLOATS) {
                    sum = sum.add(DecayLanes.exp(floats(row + i * E).sub(max)));
                }
                total += LaneFolds.sum(sum);
            }
            ALL.set(FLOAT, sums + r * E, (float) total);
        }
    }

    /** Replaces sums by their logarithms. */
    static void logs(long sums, int rows) {
        for (int r = 0; r < rows; r += FLOATS) {
            FloatLanes.log(floats(sums + r * E)).intoMemorySegment(ALL, sums + r * E, ORDER);
        }
    }

    static float shifted(long x, float max, int n) {
        FloatVector shift = broadcast(F32, max);
        double total = 0;
        for (int block = 0; block < n; block += BLOCK) {
            int end = Math.min(n, block + BLOCK);
            FloatVector sum = zero(F32);
            for (int i = block; i < end; i += FLOATS) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                sum = sum.add(floats(x + i * E, mask).sub(shift), mask);
            }
            total += LaneFolds.sum(sum);
        }
        return (float) total;
    }

    static void scale(long e, float factor, float less, float times, long y, int n) {
        int i = 0;
        for (; i <= n - FLOATS; i += FLOATS) {
            floats(e + i * E)
                    .mul(factor)
                    .sub(less)
                    .mul(times)
                    .intoMemorySegment(ALL, y + i * E, ORDER);
        }
        if (i < n) {
            VectorMask<Float> mask = F32.indexInRange(i, n);
            FloatVector v = floats(e + i * E).mul(factor).sub(less).mul(times);
            v.intoMemorySegment(ALL, y + i * E, ORDER, mask);
        }
    }

    static void minus(long x, int rows, int n, long maxima, long logs, long y) {
        for (int r = 0; r < rows; r++) {
            long from = x + r * pitch(n);
            long to = y + r * n * E;
            FloatVector max = broadcast(F32, ALL.get(FLOAT, maxima + r * E));
            FloatVector log = broadcast(F32, ALL.get(FLOAT, logs + r * E));
            int i = 0;
            for (; i <= n - FLOATS; i += FLOATS) {
                FloatVector v = floats(from + i * E).sub(max).sub(log);
                v.intoMemorySegment(ALL, to + i * E, ORDER);
            }
            if (i < n) {
                VectorMask<Float> mask = F32.indexInRange(i, n);
                FloatVector v = floats(from + i * E).sub(max).sub(log);
                v.intoMemorySegment(ALL, to + i * E, ORDER, mask);
            }
        }
    }
}
