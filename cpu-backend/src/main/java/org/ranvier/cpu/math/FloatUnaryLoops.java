package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.floats;
import static org.ranvier.cpu.math.Lanes.put;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function on F32, over whole vectors: n is a multiple of {@link Lanes#FLOATS}. One
 * static method each, with the function written into it, is what the compiler makes fast.
 */
final class FloatUnaryLoops {
    private FloatUnaryLoops() {}

    static void neg(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(v.neg(), y + 4L * i);
        }
    }

    static void abs(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(v.abs(), y + 4L * i);
        }
    }

    static void sign(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(
                    v.blend(-1, v.compare(VectorOperators.LT, 0))
                            .blend(1, v.compare(VectorOperators.GT, 0)),
                    y + 4L * i);
        }
    }

    static void square(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(v.mul(v), y + 4L * i);
        }
    }

    static void reciprocal(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.reciprocal(v), y + 4L * i);
        }
    }

    static void sqrt(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(v.sqrt(), y + 4L * i);
        }
    }

    static void relu(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(v.blend(0, v.compare(VectorOperators.LE, 0)), y + 4L * i);
        }
    }

    static void rsqrt(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.rsqrt(v), y + 4L * i);
        }
    }

    static void exp(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.exp(v), y + 4L * i);
        }
    }

    static void expm1(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.expm1(v), y + 4L * i);
        }
    }

    static void log(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.log(v), y + 4L * i);
        }
    }

    static void log1p(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.log1p(v), y + 4L * i);
        }
    }

    static void tanh(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.tanh(v), y + 4L * i);
        }
    }

    static void sigmoid(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.sigmoid(v), y + 4L * i);
        }
    }

    static void geluTanh(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.geluTanh(v), y + 4L * i);
        }
    }

    static void silu(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.silu(v), y + 4L * i);
        }
    }

    /** {@code e^{−|x|}}. */
    static void decay(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.exp(v.abs().neg()), y + 4L * i);
        }
    }

    static void softplus(long x, long decay, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(FloatLanes.softplus(v, floats(decay + 4L * i)), y + 4L * i);
        }
    }

    static void floor(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(Rounding.floor(v), y + 4L * i);
        }
    }

    static void ceil(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(Rounding.ceil(v), y + 4L * i);
        }
    }

    static void round(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(Rounding.round(v), y + 4L * i);
        }
    }

    static void trunc(long x, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            FloatVector v = floats(x + 4L * i);
            put(Rounding.trunc(v), y + 4L * i);
        }
    }
}
