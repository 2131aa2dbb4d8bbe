package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function on F64, over whole vectors: n is a multiple of {@link Lanes#DOUBLES}.
 * One static method each, with the function written into it, is what the compiler makes fast.
 */
final class DoubleUnaryLoops {
    private DoubleUnaryLoops() {}

    static void neg(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(v.neg(), y, to + 8L * i);
        }
    }

    static void abs(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(v.abs(), y, to + 8L * i);
        }
    }

    static void sign(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(
                    v.blend(-1, v.compare(VectorOperators.LT, 0))
                            .blend(1, v.compare(VectorOperators.GT, 0)),
                    y,
                    to + 8L * i);
        }
    }

    static void square(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(v.mul(v), y, to + 8L * i);
        }
    }

    static void reciprocal(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.reciprocal(v), y, to + 8L * i);
        }
    }

    static void sqrt(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(v.sqrt(), y, to + 8L * i);
        }
    }

    static void relu(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(v.blend(0, v.compare(VectorOperators.LE, 0)), y, to + 8L * i);
        }
    }

    static void rsqrt(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.rsqrt(v), y, to + 8L * i);
        }
    }

    static void exp(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.exp(v), y, to + 8L * i);
        }
    }

    static void expm1(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.expm1(v), y, to + 8L * i);
        }
    }

    static void log(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.log(v), y, to + 8L * i);
        }
    }

    static void log1p(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.log1p(v), y, to + 8L * i);
        }
    }

    static void tanh(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.tanh(v), y, to + 8L * i);
        }
    }

    static void sigmoid(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.sigmoid(v), y, to + 8L * i);
        }
    }

    static void silu(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.silu(v), y, to + 8L * i);
        }
    }

    static void softplus(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(DoubleLanes.softplus(v), y, to + 8L * i);
        }
    }

    static void sin(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(AngleLanes.sin(v), y, to + 8L * i);
        }
    }

    static void cos(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(AngleLanes.cos(v), y, to + 8L * i);
        }
    }

    static void atan(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(AngleLanes.atan(v), y, to + 8L * i);
        }
    }

    static void floor(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(Rounding.floor(v), y, to + 8L * i);
        }
    }

    static void ceil(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(Rounding.ceil(v), y, to + 8L * i);
        }
    }

    static void round(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(Rounding.round(v), y, to + 8L * i);
        }
    }

    static void trunc(MemorySegment x, long from, MemorySegment y, long to, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x, from + 8L * i);
            put(Rounding.trunc(v), y, to + 8L * i);
        }
    }
}
