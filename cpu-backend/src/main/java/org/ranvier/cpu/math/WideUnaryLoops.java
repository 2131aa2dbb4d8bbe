package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.narrow;
import static org.ranvier.cpu.math.Lanes.widened;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;

/**
 * Loops for functions on F32 that are computed in F64, over whole vectors: n is a multiple of
 * {@link Lanes#DOUBLES}.
 */
final class WideUnaryLoops {
    private WideUnaryLoops() {}

    static void sin(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x, from + 4L * i);
            narrow(AngleLanes.sin(v), y, to + 4L * i);
        }
    }

    static void cos(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x, from + 4L * i);
            narrow(AngleLanes.cos(v), y, to + 4L * i);
        }
    }

    static void atan(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x, from + 4L * i);
            narrow(AngleLanes.atan(v), y, to + 4L * i);
        }
    }
}
