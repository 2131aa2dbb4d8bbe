package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.memory.Scratch;

/** Functions that are too large for one loop, over whole vectors, in two loops over blocks. */
final class ErrorLoops {
    private ErrorLoops() {}

    /**
     * Computes a part, such as the rational one, into scratch memory, then values from it and the
     * arguments.
     */
    static UnaryKernel of(UnaryKernel scaled, BinaryKernel value, int bytes) {
        return (x, from, y, to, n) -> {
            MemorySegment parts = Scratch.local().memory(Scratch.SLOTS - 1);
            for (int i = 0; i < n; i += Scratch.ELEMENTS) {
                int count = Math.min(Scratch.ELEMENTS, n - i);
                long at = (long) i * bytes;
                scaled.run(x, from + at, parts, 0, count);
                value.run(x, from + at, parts, 0, y, to + at, count);
            }
        };
    }

    static void erfFloatScaled(MemorySegment x, long from, MemorySegment y, long to, int n) {
        long source = x.address() + from;
        long target = y.address() + to;
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.erfScaled(floats(source + 4L * i)), target + 4L * i);
        }
    }

    static void erfFloats(
            MemorySegment x,
            long from,
            MemorySegment scaled,
            long at,
            MemorySegment y,
            long to,
            int n) {
        long source = x.address() + from;
        long parts = scaled.address() + at;
        long target = y.address() + to;
        for (int i = 0; i < n; i += FLOATS) {
            put(
                    FloatErrorLanes.erf(floats(source + 4L * i), floats(parts + 4L * i)),
                    target + 4L * i);
        }
    }

    static void millsFloats(MemorySegment x, long from, MemorySegment y, long to, int n) {
        long source = x.address() + from;
        long target = y.address() + to;
        for (int i = 0; i < n; i += FLOATS) {
            put(FloatErrorLanes.mills(floats(source + 4L * i)), target + 4L * i);
        }
    }

    static void geluFloats(
            MemorySegment x,
            long from,
            MemorySegment scaled,
            long at,
            MemorySegment y,
            long to,
            int n) {
        long source = x.address() + from;
        long parts = scaled.address() + at;
        long target = y.address() + to;
        for (int i = 0; i < n; i += FLOATS) {
            put(
                    FloatErrorLanes.gelu(floats(source + 4L * i), floats(parts + 4L * i)),
                    target + 4L * i);
        }
    }

    static void erfDoubleScaled(MemorySegment x, long from, MemorySegment y, long to, int n) {
        long source = x.address() + from;
        long target = y.address() + to;
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.erfScaled(doubles(source + 8L * i)), target + 8L * i);
        }
    }

    static void erfDoubles(
            MemorySegment x,
            long from,
            MemorySegment scaled,
            long at,
            MemorySegment y,
            long to,
            int n) {
        long source = x.address() + from;
        long parts = scaled.address() + at;
        long target = y.address() + to;
        for (int i = 0; i < n; i += DOUBLES) {
            put(
                    DoubleErrorLanes.erf(doubles(source + 8L * i), doubles(parts + 8L * i)),
                    target + 8L * i);
        }
    }

    static void geluDoubleScaled(MemorySegment x, long from, MemorySegment y, long to, int n) {
        long source = x.address() + from;
        long target = y.address() + to;
        for (int i = 0; i < n; i += DOUBLES) {
            put(DoubleErrorLanes.geluScaled(doubles(source + 8L * i)), target + 8L * i);
        }
    }

    static void geluDoubles(
            MemorySegment x,
            long from,
            MemorySegment scaled,
            long at,
            MemorySegment y,
            long to,
            int n) {
        long source = x.address() + from;
        long parts = scaled.address() + at;
        long target = y.address() + to;
        for (int i = 0; i < n; i += DOUBLES) {
            put(
                    DoubleErrorLanes.gelu(doubles(source + 8L * i), doubles(parts + 8L * i)),
                    target + 8L * i);
        }
    }
}
