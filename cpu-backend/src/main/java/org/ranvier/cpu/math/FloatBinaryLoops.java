package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two F32, over whole vectors: n is a multiple of {@link Lanes#FLOATS}.
 */
final class FloatBinaryLoops {
    private FloatBinaryLoops() {}

    static void add(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.add(w), y + 4L * i);
        }
    }

    static void sub(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.sub(w), y + 4L * i);
        }
    }

    static void mul(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.mul(w), y + 4L * i);
        }
    }

    static void max(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.max(w), y + 4L * i);
        }
    }

    static void min(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.min(w), y + 4L * i);
        }
    }

    static void div(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            put(v.div(w), y + 4L * i);
        }
    }

    static void eq(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.EQ, w), y + i);
        }
    }

    static void ne(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.NE, w), y + i);
        }
    }

    static void lt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.LT, w), y + i);
        }
    }

    static void le(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.LE, w), y + i);
        }
    }

    static void gt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.GT, w), y + i);
        }
    }

    static void ge(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(a + 4L * i);
            FloatVector w = floats(b + 4L * i);
            putMask(v.compare(VectorOperators.GE, w), y + i);
        }
    }
}
