package org.ranvier.cpu.reduce;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.HALF_F32;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.widened;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Columns joined by vectors, four rows at a time. The results have room for a whole number of
 * vectors; those behind the last column belong to others and stay.
 */
final class ColumnLoops {
    private ColumnLoops() {}

    static void sumFloats(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 4L * i;
                DoubleVector s = doubles(results + 8L * i).add(widened(at));
                s = s.add(widened(at + pitch)).add(widened(at + 2 * pitch));
                put(s.add(widened(at + 3 * pitch)), results + 8L * i);
            }
            if (i < n) {
                VectorMask<Float> m = HALF_F32.indexInRange(i, n);
                long at = from + 4L * i;
                DoubleVector s = doubles(results + 8L * i).add(widened(at, m));
                s = s.add(widened(at + pitch, m)).add(widened(at + 2 * pitch, m));
                put(s.add(widened(at + 3 * pitch, m)), results + 8L * i);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).add(widened(from + 4L * i)), results + 8L * i);
            }
            if (i < n) {
                DoubleVector v = widened(from + 4L * i, HALF_F32.indexInRange(i, n));
                put(doubles(results + 8L * i).add(v), results + 8L * i);
            }
        }
    }

    static void prodFloats(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 4L * i;
                DoubleVector s = doubles(results + 8L * i).mul(widened(at));
                s = s.mul(widened(at + pitch)).mul(widened(at + 2 * pitch));
                put(s.mul(widened(at + 3 * pitch)), results + 8L * i);
            }
            if (i < n) {
                prodFloatsRest(from + 4L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).mul(widened(from + 4L * i)), results + 8L * i);
            }
            if (i < n) {
                prodFloatsRest(from + 4L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void prodFloatsRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = widened(x + row * pitch, HALF_F32.indexInRange(i, n));
            put(doubles(results + 8L * i).mul(v, rest), results + 8L * i);
        }
    }

    static void sumDoubles(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 8L * i;
                DoubleVector s = doubles(results + 8L * i).add(doubles(at));
                s = s.add(doubles(at + pitch)).add(doubles(at + 2 * pitch));
                put(s.add(doubles(at + 3 * pitch)), results + 8L * i);
            }
            if (i < n) {
                VectorMask<Double> m = F64.indexInRange(i, n);
                long at = from + 8L * i;
                DoubleVector s = doubles(results + 8L * i).add(doubles(at, m));
                s = s.add(doubles(at + pitch, m)).add(doubles(at + 2 * pitch, m));
                put(s.add(doubles(at + 3 * pitch, m)), results + 8L * i);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).add(doubles(from + 8L * i)), results + 8L * i);
            }
            if (i < n) {
                DoubleVector v = doubles(from + 8L * i, F64.indexInRange(i, n));
                put(doubles(results + 8L * i).add(v), results + 8L * i);
            }
        }
    }

    static void prodDoubles(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 8L * i;
                DoubleVector s = doubles(results + 8L * i).mul(doubles(at));
                s = s.mul(doubles(at + pitch)).mul(doubles(at + 2 * pitch));
                put(s.mul(doubles(at + 3 * pitch)), results + 8L * i);
            }
            if (i < n) {
                prodDoublesRest(from + 8L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).mul(doubles(from + 8L * i)), results + 8L * i);
            }
            if (i < n) {
                prodDoublesRest(from + 8L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void prodDoublesRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = doubles(x + row * pitch, F64.indexInRange(i, n));
            put(doubles(results + 8L * i).mul(v, rest), results + 8L * i);
        }
    }

    static void maxFloats(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 4L * i;
                DoubleVector s = widened(at).max(widened(at + pitch));
                DoubleVector t = widened(at + 2 * pitch).max(widened(at + 3 * pitch));
                put(doubles(results + 8L * i).max(s.max(t)), results + 8L * i);
            }
            if (i < n) {
                maxFloatsRest(from + 4L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).max(widened(from + 4L * i)), results + 8L * i);
            }
            if (i < n) {
                maxFloatsRest(from + 4L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void maxFloatsRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = widened(x + row * pitch, HALF_F32.indexInRange(i, n));
            DoubleVector s = doubles(results + 8L * i);
            put(s.blend(s.max(v), rest), results + 8L * i);
        }
    }

    static void minFloats(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 4L * i;
                DoubleVector s = widened(at).min(widened(at + pitch));
                DoubleVector t = widened(at + 2 * pitch).min(widened(at + 3 * pitch));
                put(doubles(results + 8L * i).min(s.min(t)), results + 8L * i);
            }
            if (i < n) {
                minFloatsRest(from + 4L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).min(widened(from + 4L * i)), results + 8L * i);
            }
            if (i < n) {
                minFloatsRest(from + 4L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void minFloatsRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = widened(x + row * pitch, HALF_F32.indexInRange(i, n));
            DoubleVector s = doubles(results + 8L * i);
            put(s.blend(s.min(v), rest), results + 8L * i);
        }
    }

    static void maxDoubles(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 8L * i;
                DoubleVector s = doubles(at).max(doubles(at + pitch));
                DoubleVector t = doubles(at + 2 * pitch).max(doubles(at + 3 * pitch));
                put(doubles(results + 8L * i).max(s.max(t)), results + 8L * i);
            }
            if (i < n) {
                maxDoublesRest(from + 8L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).max(doubles(from + 8L * i)), results + 8L * i);
            }
            if (i < n) {
                maxDoublesRest(from + 8L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void maxDoublesRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = doubles(x + row * pitch, F64.indexInRange(i, n));
            DoubleVector s = doubles(results + 8L * i);
            put(s.blend(s.max(v), rest), results + 8L * i);
        }
    }

    static void minDoubles(long x, long pitch, int rows, int n, long results) {
        int row = 0;
        for (; row <= rows - 4; row += 4) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                long at = from + 8L * i;
                DoubleVector s = doubles(at).min(doubles(at + pitch));
                DoubleVector t = doubles(at + 2 * pitch).min(doubles(at + 3 * pitch));
                put(doubles(results + 8L * i).min(s.min(t)), results + 8L * i);
            }
            if (i < n) {
                minDoublesRest(from + 8L * i, pitch, 4, i, n, results);
            }
        }
        for (; row < rows; row++) {
            long from = x + row * pitch;
            int i = 0;
            for (; i <= n - DOUBLES; i += DOUBLES) {
                put(doubles(results + 8L * i).min(doubles(from + 8L * i)), results + 8L * i);
            }
            if (i < n) {
                minDoublesRest(from + 8L * i, pitch, 1, i, n, results);
            }
        }
    }

    private static void minDoublesRest(long x, long pitch, int rows, int i, int n, long results) {
        VectorMask<Double> rest = F64.indexInRange(i, n);
        for (int row = 0; row < rows; row++) {
            DoubleVector v = doubles(x + row * pitch, F64.indexInRange(i, n));
            DoubleVector s = doubles(results + 8L * i);
            put(s.blend(s.min(v), rest), results + 8L * i);
        }
    }
}
