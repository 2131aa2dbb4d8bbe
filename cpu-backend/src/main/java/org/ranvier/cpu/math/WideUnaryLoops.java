package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.narrow;
import static org.ranvier.cpu.math.Lanes.widened;

import jdk.incubator.vector.DoubleVector;

/**
 * Loops for functions on F32 that are computed in F64, over whole vectors: n is a multiple of
 * {@link Lanes#DOUBLES}.
 */
final class WideUnaryLoops {
    private WideUnaryLoops() {}

    static void sin(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x + 4L * i);
            narrow(AngleLanes.sin(v), y + 4L * i);
        }
    }

    static void cos(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x + 4L * i);
            narrow(AngleLanes.cos(v), y + 4L * i);
        }
    }

    static void atan(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = widened(x + 4L * i);
            narrow(AngleLanes.atan(v), y + 4L * i);
        }
    }
}
