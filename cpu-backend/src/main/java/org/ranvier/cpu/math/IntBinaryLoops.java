package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.put;
import static org.ranvier.cpu.math.Lanes.putMask;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function of two I32, over whole vectors: n is a multiple of {@link Lanes#FLOATS}.
 */
final class IntBinaryLoops {
    private IntBinaryLoops() {}

    static void add(
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            put(v.add(w), y, to + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            put(v.sub(w), y, to + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            put(v.mul(w), y, to + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            put(v.max(w), y, to + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            put(v.min(w), y, to + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
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
        for (int i = 0; i < n; i += FLOATS) {
            IntVector v = ints(a, fromA + 4L * i);
            IntVector w = ints(b, fromB + 4L * i);
            putMask(v.compare(VectorOperators.GE, w), y, to + i);
        }
    }
}
