package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.put;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A loop for each function on F64, over whole vectors: n is a multiple of {@link Lanes#DOUBLES}.
 * One static method each, with the function written into it, is what the compiler makes fast.
 */
final class DoubleUnaryLoops {
    private DoubleUnaryLoops() {}

    static void neg(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(v.neg(), y + 8L * i);
        }
    }

    static void abs(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(v.abs(), y + 8L * i);
        }
    }

    static void sign(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(
                    v.blend(-1, v.compare(VectorOperators.LT, 0))
                            .blend(1, v.compare(VectorOperators.GT, 0)),
                    y + 8L * i);
        }
    }

    static void square(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(v.mul(v), y + 8L * i);
        }
    }

    static void reciprocal(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.reciprocal(v), y + 8L * i);
        }
    }

    static void sqrt(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(v.sqrt(), y + 8L * i);
        }
    }

    static void relu(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(v.blend(0, v.compare(VectorOperators.LE, 0)), y + 8L * i);
        }
    }

    static void rsqrt(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.rsqrt(v), y + 8L * i);
        }
    }

    static void exp(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.exp(v), y + 8L * i);
        }
    }

    static void expm1(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.expm1(v), y + 8L * i);
        }
    }

    static void log(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.log(v), y + 8L * i);
        }
    }

    static void log1p(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.log1p(v), y + 8L * i);
        }
    }

    static void tanh(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.tanh(v), y + 8L * i);
        }
    }

    static void sigmoid(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.sigmoid(v), y + 8L * i);
        }
    }

    static void geluTanh(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.geluTanh(v), y + 8L * i);
        }
    }

    static void silu(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.silu(v), y + 8L * i);
        }
    }

    static void softplus(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(DoubleLanes.softplus(v), y + 8L * i);
        }
    }

    static void sin(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(AngleLanes.sin(v), y + 8L * i);
        }
    }

    static void cos(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(AngleLanes.cos(v), y + 8L * i);
        }
    }

    static void atan(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(AngleLanes.atan(v), y + 8L * i);
        }
    }

    static void floor(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(Rounding.floor(v), y + 8L * i);
        }
    }

    static void ceil(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(Rounding.ceil(v), y + 8L * i);
        }
    }

    static void round(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(Rounding.round(v), y + 8L * i);
        }
    }

    static void trunc(long x, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            DoubleVector v = doubles(x + 8L * i);
            put(Rounding.trunc(v), y + 8L * i);
        }
    }
}
