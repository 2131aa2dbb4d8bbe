package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/**
 * Kernels that apply a scalar function. They work on arrays, which also the interpreter reads fast;
 * elements are brought there and back in bulk.
 */
final class ScalarUnary {
    private ScalarUnary() {}

    static UnaryKernel floats(FloatFunction f) {
        return (x, y, n) -> {
            float[] v = Scratch.local().floats(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, x + 4L * i, v, 0, count);
                apply(f, v, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.FLOAT, y + 4L * i, count);
            }
        };
    }

    private static void apply(FloatFunction f, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = f.apply(v[i]);
        }
    }

    static UnaryKernel doubles(DoubleUnaryOperator f) {
        return (x, y, n) -> {
            double[] v = Scratch.local().doubles(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, x + 8L * i, v, 0, count);
                apply(f, v, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.DOUBLE, y + 8L * i, count);
            }
        };
    }

    private static void apply(DoubleUnaryOperator f, double[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = f.applyAsDouble(v[i]);
        }
    }

    static UnaryKernel ints(IntUnaryOperator f) {
        return (x, y, n) -> {
            int[] v = Scratch.local().ints(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.INT, x + 4L * i, v, 0, count);
                apply(f, v, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.INT, y + 4L * i, count);
            }
        };
    }

    private static void apply(IntUnaryOperator f, int[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = f.applyAsInt(v[i]);
        }
    }

    /** Of truth values. */
    static UnaryKernel bytes(IntUnaryOperator f) {
        return (x, y, n) -> {
            byte[] v = Scratch.local().bytes(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, ValueLayout.JAVA_BYTE, x + i, v, 0, count);
                apply(f, v, count);
                MemorySegment.copy(v, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(IntUnaryOperator f, byte[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = (byte) f.applyAsInt(v[i]);
        }
    }

    /** Of F32, to truth values. */
    static UnaryKernel floatTest(DoubleUnaryOperator f) {
        return (x, y, n) -> {
            float[] v = Scratch.local().floats(0);
            byte[] w = Scratch.local().bytes(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, x + 4L * i, v, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(w, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(DoubleUnaryOperator f, float[] v, byte[] w, int n) {
        for (int i = 0; i < n; i++) {
            w[i] = (byte) f.applyAsDouble(v[i]);
        }
    }

    /** Of F64, to truth values. */
    static UnaryKernel doubleTest(DoubleUnaryOperator f) {
        return (x, y, n) -> {
            double[] v = Scratch.local().doubles(0);
            byte[] w = Scratch.local().bytes(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, x + 8L * i, v, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(w, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(DoubleUnaryOperator f, double[] v, byte[] w, int n) {
        for (int i = 0; i < n; i++) {
            w[i] = (byte) f.applyAsDouble(v[i]);
        }
    }
}
