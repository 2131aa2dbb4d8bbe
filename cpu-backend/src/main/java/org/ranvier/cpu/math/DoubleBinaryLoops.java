package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two F64, over whole vectors: n is a multiple of {@link
 * Lanes#DOUBLES}.
 */
final class DoubleBinaryLoops {
    private DoubleBinaryLoops() {}

    static void add(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.add(w), y, to + 8L * i);
        }
    }

    static void sub(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.sub(w), y, to + 8L * i);
        }
    }

    static void mul(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.mul(w), y, to + 8L * i);
        }
    }

    static void max(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.max(w), y, to + 8L * i);
        }
    }

    static void min(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.min(w), y, to + 8L * i);
        }
    }

    static void div(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            put(v.div(w), y, to + 8L * i);
        }
    }

    static void eq(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.EQ, w), y, to + i);
        }
    }

    static void ne(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.NE, w), y, to + i);
        }
    }

    static void lt(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.LT, w), y, to + i);
        }
    }

    static void le(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.LE, w), y, to + i);
        }
    }

    static void gt(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.GT, w), y, to + i);
        }
    }

    static void ge(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(a, fromA + 8L * i);
            DoubleVector w = doubles(b, fromB + 8L * i);
            putMask(v.compare(VectorOperators.GE, w), y, to + i);
        }
    }
}
