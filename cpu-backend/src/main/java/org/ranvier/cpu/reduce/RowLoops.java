package org.ranvier.cpu.reduce;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.HALF_F32;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.widened;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.ranvier.cpu.memory.Raw;

/**
 * Rows joined by four vectors of accumulators: element i goes to accumulator i modulo their number,
 * and in the end accumulators are joined by halves; elements that do not fill four vectors go to
 * the first. The smallest is the largest of the negatives.
 *
 * <p>Accumulators begin with vectors made on the spot: where a loop's variable may be a constant
 * from a field, the compiler keeps it in memory, and the loop is ten times slower.
 */
final class RowLoops {
    /** The number of accumulators of a sum. */
    private static final int WIDTH = 4 * DOUBLES;

    private static final VectorShuffle<Double> BY_ONE = partner(1);
    private static final VectorShuffle<Double> BY_TWO = partner(2);
    private static final VectorShuffle<Double> BY_FOUR = partner(4);

    private RowLoops() {}

    private static VectorShuffle<Double> partner(int distance) {
        return VectorShuffle.fromOp(F64, i -> (i ^ distance) & DOUBLES - 1);
    }

    /** In an order that is stated, unlike that of {@link DoubleVector#reduceLanes}. */
    private static double sum(DoubleVector v) {
        DoubleVector sum = v;
        if (DOUBLES > 4) {
            sum = sum.add(sum.rearrange(BY_FOUR));
        }
        if (DOUBLES > 2) {
            sum = sum.add(sum.rearrange(BY_TWO));
        }
        return sum.add(sum.rearrange(BY_ONE)).lane(0);
    }

    private static double product(DoubleVector v) {
        DoubleVector product = v;
        if (DOUBLES > 4) {
            product = product.mul(product.rearrange(BY_FOUR));
        }
        if (DOUBLES > 2) {
            product = product.mul(product.rearrange(BY_TWO));
        }
        return product.mul(product.rearrange(BY_ONE)).lane(0);
    }

    static void sumFloats(long x, long pitch, int rows, int n, long results) {
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            DoubleVector a = DoubleVector.zero(F64);
            DoubleVector b = DoubleVector.zero(F64);
            DoubleVector c = DoubleVector.zero(F64);
            DoubleVector d = DoubleVector.zero(F64);
            int i = 0;
            for (; i <= n - WIDTH; i += WIDTH) {
                a = a.add(widened(from + 4L * i));
                b = b.add(widened(from + 4L * (i + DOUBLES)));
                c = c.add(widened(from + 4L * (i + 2 * DOUBLES)));
                d = d.add(widened(from + 4L * (i + 3 * DOUBLES)));
            }
            for (; i < n; i += DOUBLES) {
                a = a.add(widened(from + 4L * i, HALF_F32.indexInRange(i, n)));
            }
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, sum(a.add(c).add(b.add(d))));
        }
    }

    static void prodFloats(long x, long pitch, int rows, int n, long results) {
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            DoubleVector a = DoubleVector.broadcast(F64, 1);
            DoubleVector b = DoubleVector.broadcast(F64, 1);
            DoubleVector c = DoubleVector.broadcast(F64, 1);
            DoubleVector d = DoubleVector.broadcast(F64, 1);
            int i = 0;
            for (; i <= n - WIDTH; i += WIDTH) {
                a = a.mul(widened(from + 4L * i));
                b = b.mul(widened(from + 4L * (i + DOUBLES)));
                c = c.mul(widened(from + 4L * (i + 2 * DOUBLES)));
                d = d.mul(widened(from + 4L * (i + 3 * DOUBLES)));
            }
            for (; i < n; i += DOUBLES) {
                VectorMask<Double> rest = F64.indexInRange(i, n);
                a = a.mul(widened(from + 4L * i, HALF_F32.indexInRange(i, n)), rest);
            }
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, product(a.mul(c).mul(b.mul(d))));
        }
    }

    static void sumDoubles(long x, long pitch, int rows, int n, long results) {
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            DoubleVector a = DoubleVector.zero(F64);
            DoubleVector b = DoubleVector.zero(F64);
            DoubleVector c = DoubleVector.zero(F64);
            DoubleVector d = DoubleVector.zero(F64);
            int i = 0;
            for (; i <= n - WIDTH; i += WIDTH) {
                a = a.add(doubles(from + 8L * i));
                b = b.add(doubles(from + 8L * (i + DOUBLES)));
                c = c.add(doubles(from + 8L * (i + 2 * DOUBLES)));
                d = d.add(doubles(from + 8L * (i + 3 * DOUBLES)));
            }
            for (; i < n; i += DOUBLES) {
                a = a.add(doubles(from + 8L * i, F64.indexInRange(i, n)));
            }
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, sum(a.add(c).add(b.add(d))));
        }
    }

    static void prodDoubles(long x, long pitch, int rows, int n, long results) {
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            DoubleVector a = DoubleVector.broadcast(F64, 1);
            DoubleVector b = DoubleVector.broadcast(F64, 1);
            DoubleVector c = DoubleVector.broadcast(F64, 1);
            DoubleVector d = DoubleVector.broadcast(F64, 1);
            int i = 0;
            for (; i <= n - WIDTH; i += WIDTH) {
                a = a.mul(doubles(from + 8L * i));
                b = b.mul(doubles(from + 8L * (i + DOUBLES)));
                c = c.mul(doubles(from + 8L * (i + 2 * DOUBLES)));
                d = d.mul(doubles(from + 8L * (i + 3 * DOUBLES)));
            }
            for (; i < n; i += DOUBLES) {
                VectorMask<Double> rest = F64.indexInRange(i, n);
                a = a.mul(doubles(from + 8L * i, rest), rest);
            }
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, product(a.mul(c).mul(b.mul(d))));
        }
    }

    static void maxFloats(long x, long pitch, int rows, int n, long results) {
        maxFloats(x, pitch, rows, n, results, 1);
    }

    static void minFloats(long x, long pitch, int rows, int n, long results) {
        maxFloats(x, pitch, rows, n, results, -1);
    }

    private static void maxFloats(long x, long pitch, int rows, int n, long results, float sign) {
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            FloatVector signs = FloatVector.broadcast(F32, sign);
            FloatVector a = FloatVector.broadcast(F32, Float.NEGATIVE_INFINITY);
            FloatVector b = FloatVector.broadcast(F32, Float.NEGATIVE_INFINITY);
            FloatVector c = FloatVector.broadcast(F32, Float.NEGATIVE_INFINITY);
            FloatVector d = FloatVector.broadcast(F32, Float.NEGATIVE_INFINITY);
            int i = 0;
            for (; i <= n - 4 * FLOATS; i += 4 * FLOATS) {
                a = a.max(floats(from + 4L * i).mul(signs));
                b = b.max(floats(from + 4L * (i + FLOATS)).mul(signs));
                c = c.max(floats(from + 4L * (i + 2 * FLOATS)).mul(signs));
                d = d.max(floats(from + 4L * (i + 3 * FLOATS)).mul(signs));
            }
            for (; i < n; i += FLOATS) {
                VectorMask<Float> rest = F32.indexInRange(i, n);
                a = a.blend(a.max(floats(from + 4L * i, rest).mul(signs)), rest);
            }
            float max = a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, (double) (max * sign));
        }
    }

    static void maxDoubles(long x, long pitch, int rows, int n, long results) {
        maxDoubles(x, pitch, rows, n, results, 1);
    }

    static void minDoubles(long x, long pitch, int rows, int n, long results) {
        maxDoubles(x, pitch, rows, n, results, -1);
    }

    private static void maxDoubles(long x, long pitch, int rows, int n, long results, double sign) {
        DoubleVector least = DoubleVector.broadcast(F64, Double.NEGATIVE_INFINITY);
        DoubleVector signs = DoubleVector.broadcast(F64, sign);
        for (int row = 0; row < rows; row++) {
            long from = x + row * pitch;
            DoubleVector a = least;
            DoubleVector b = least;
            int i = 0;
            for (; i <= n - 2 * DOUBLES; i += 2 * DOUBLES) {
                a = a.max(doubles(from + 8L * i).mul(signs));
                b = b.max(doubles(from + 8L * (i + DOUBLES)).mul(signs));
            }
            if (i < n) {
                VectorMask<Double> first = F64.indexInRange(i, n);
                a = a.max(least.blend(doubles(from + 8L * i, first).mul(signs), first));
                i += DOUBLES;
                VectorMask<Double> rest = F64.indexInRange(i, n);
                b = b.max(least.blend(doubles(from + 8L * i, rest).mul(signs), rest));
            }
            double max = a.max(b).reduceLanes(VectorOperators.MAX);
            Raw.ALL.set(Raw.DOUBLE, results + 8L * row, max * sign);
        }
    }
}
