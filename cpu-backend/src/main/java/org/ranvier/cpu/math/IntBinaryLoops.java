package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two I32, over whole vectors: n is a multiple of {@link Lanes#FLOATS}.
 */
final class IntBinaryLoops {
    private IntBinaryLoops() {}

    static void add(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            put(v.add(w), y + 4L * i);
        }
    }

    static void sub(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            put(v.sub(w), y + 4L * i);
        }
    }

    static void mul(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            put(v.mul(w), y + 4L * i);
        }
    }

    static void max(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            put(v.max(w), y + 4L * i);
        }
    }

    static void min(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            put(v.min(w), y + 4L * i);
        }
    }

    static void eq(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.EQ, w), y + i);
        }
    }

    static void ne(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.NE, w), y + i);
        }
    }

    static void lt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.LT, w), y + i);
        }
    }

    static void le(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.LE, w), y + i);
        }
    }

    static void gt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.GT, w), y + i);
        }
    }

    static void ge(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a + 4L * i);
            IntVector w = ints(b + 4L * i);
            putMask(v.compare(VectorOperators.GE, w), y + i);
        }
    }
}
