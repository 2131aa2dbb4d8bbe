package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function on F32, over whole vectors: n is a multiple of {@link Lanes#FLOATS}. One
 * static method each, with the function written into it, is what the compiler makes fast.
 */
final class FloatUnaryLoops {
    private FloatUnaryLoops() {}

    static void neg(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(v.neg(), y, to + 4L * i);
        }
    }

    static void abs(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(v.abs(), y, to + 4L * i);
        }
    }

    static void sign(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(
                    v.blend(-1, v.compare(VectorOperators.LT, 0))
                            .blend(1, v.compare(VectorOperators.GT, 0)),
                    y,
                    to + 4L * i);
        }
    }

    static void square(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(v.mul(v), y, to + 4L * i);
        }
    }

    static void reciprocal(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.reciprocal(v), y, to + 4L * i);
        }
    }

    static void sqrt(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(v.sqrt(), y, to + 4L * i);
        }
    }

    static void relu(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(v.blend(0, v.compare(VectorOperators.LE, 0)), y, to + 4L * i);
        }
    }

    static void rsqrt(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.rsqrt(v), y, to + 4L * i);
        }
    }

    static void exp(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.exp(v), y, to + 4L * i);
        }
    }

    static void expm1(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.expm1(v), y, to + 4L * i);
        }
    }

    static void log(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.log(v), y, to + 4L * i);
        }
    }

    static void log1p(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.log1p(v), y, to + 4L * i);
        }
    }

    static void tanh(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.tanh(v), y, to + 4L * i);
        }
    }

    static void sigmoid(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.sigmoid(v), y, to + 4L * i);
        }
    }

    static void silu(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.silu(v), y, to + 4L * i);
        }
    }

    /** {@code e^{−|x|}}. */
    static void decay(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.exp(v.abs().neg()), y, to + 4L * i);
        }
    }

    static void softplus(
            MemorySegment x,
            long from,
            MemorySegment decay,
            long at,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(FloatLanes.softplus(v, floats(decay, at + 4L * i)), y, to + 4L * i);
        }
    }

    static void floor(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(Rounding.floor(v), y, to + 4L * i);
        }
    }

    static void ceil(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(Rounding.ceil(v), y, to + 4L * i);
        }
    }

    static void round(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(Rounding.round(v), y, to + 4L * i);
        }
    }

    static void trunc(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x, from + 4L * i);
            put(Rounding.trunc(v), y, to + 4L * i);
        }
    }
}
