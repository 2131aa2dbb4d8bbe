package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;

import org.ranvier.cpu.memory.Scratch;

/** Functions that are too large for one loop, over whole vectors, in two loops over blocks. */
final class ErrorLoops {
    private ErrorLoops() {}

    /**
     * Computes a part, such as the rational one, into scratch memory, then values from it and the
     * arguments.
     */
    static UnaryKernel of(UnaryKernel scaled, BinaryKernel value, int bytes) {
        return (x, y, n) -> {
            long parts = Scratch.local().memory(Scratch.SLOTS - 1).address();
            for (int i = 0; i < n; i += Scratch.ELEMENTS) {
                int count = Math.min(Scratch.ELEMENTS, n - i);
                long at = (long) i * bytes;
                scaled.run(x + at, parts, count);
                value.run(x + at, parts, y + at, count);
            }
        };
    }

    static void erfFloatScaled(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.erfScaled(floats(x + 4L * i)), y + 4L * i);
        }
    }

    static void erfFloats(long x, long scaled, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.erf(floats(x + 4L * i), floats(scaled + 4L * i)), y + 4L * i);
        }
    }

    static void millsFloats(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.mills(floats(x + 4L * i)), y + 4L * i);
        }
    }

    static void geluFloats(long x, long scaled, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.gelu(floats(x + 4L * i), floats(scaled + 4L * i)), y + 4L * i);
        }
    }

    static void erfDoubleScaled(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.erfScaled(doubles(x + 8L * i)), y + 8L * i);
        }
    }

    static void erfDoubles(long x, long scaled, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.erf(doubles(x + 8L * i), doubles(scaled + 8L * i)), y + 8L * i);
        }
    }

    static void geluDoubleScaled(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.geluScaled(doubles(x + 8L * i)), y + 8L * i);
        }
    }

    static void geluDoubles(long x, long scaled, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.gelu(doubles(x + 8L * i), doubles(scaled + 8L * i)), y + 8L * i);
        }
    }
}
