package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two F64, over whole vectors: n is a multiple of {@link
 * Lanes#DOUBLES}.
 */
final class DoubleBinaryLoops {
    private DoubleBinaryLoops() {}

    static void add(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.add(w), y + 8L * i);
        }
    }

    static void sub(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.sub(w), y + 8L * i);
        }
    }

    static void mul(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.mul(w), y + 8L * i);
        }
    }

    static void max(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.max(w), y + 8L * i);
        }
    }

    static void min(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.min(w), y + 8L * i);
        }
    }

    static void div(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            put(v.div(w), y + 8L * i);
        }
    }

    static void eq(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.EQ, w), y + i);
        }
    }

    static void ne(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.NE, w), y + i);
        }
    }

    static void lt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.LT, w), y + i);
        }
    }

    static void le(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.LE, w), y + i);
        }
    }

    static void gt(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.GT, w), y + i);
        }
    }

    static void ge(long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a + 8L * i);
            DoubleVector w = doubles(b + 8L * i);
            putMask(v.compare(VectorOperators.GE, w), y + i);
        }
    }
}
