package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/** Kernels that apply a scalar function of two arguments, on arrays as {@link ScalarUnary}. */
final class ScalarBinary {
    private ScalarBinary() {}

    static BinaryKernel floats(DoubleBinaryOperator f) {
        return (a, b, y, n) -> {
            float[] v = Scratch.local().floats(0);
            float[] w = Scratch.local().floats(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, a + 4L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, b + 4L * i, w, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.FLOAT, y + 4L * i, count);
            }
        };
    }

    private static void apply(DoubleBinaryOperator f, float[] v, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = (float) f.applyAsDouble(v[i], w[i]);
        }
    }

    static BinaryKernel doubles(DoubleBinaryOperator f) {
        return (a, b, y, n) -> {
            double[] v = Scratch.local().doubles(0);
            double[] w = Scratch.local().doubles(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, a + 8L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, b + 8L * i, w, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.DOUBLE, y + 8L * i, count);
            }
        };
    }

    private static void apply(DoubleBinaryOperator f, double[] v, double[] w, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = f.applyAsDouble(v[i], w[i]);
        }
    }

    static BinaryKernel ints(IntBinaryOperator f) {
        return (a, b, y, n) -> {
            int[] v = Scratch.local().ints(0);
            int[] w = Scratch.local().ints(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.INT, a + 4L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.INT, b + 4L * i, w, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(v, 0, Raw.ALL, Raw.INT, y + 4L * i, count);
            }
        };
    }

    private static void apply(IntBinaryOperator f, int[] v, int[] w, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = f.applyAsInt(v[i], w[i]);
        }
    }

    /** Of truth values. */
    static BinaryKernel bytes(DoubleBinaryOperator f) {
        return (a, b, y, n) -> {
            byte[] v = Scratch.local().bytes(0);
            byte[] w = Scratch.local().bytes(1);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, ValueLayout.JAVA_BYTE, a + i, v, 0, count);
                MemorySegment.copy(Raw.ALL, ValueLayout.JAVA_BYTE, b + i, w, 0, count);
                apply(f, v, w, count);
                MemorySegment.copy(v, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(DoubleBinaryOperator f, byte[] v, byte[] w, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = (byte) f.applyAsDouble(v[i], w[i]);
        }
    }

    /** Of F32, to truth values. */
    static BinaryKernel floatTest(DoubleBinaryOperator f) {
        return (a, b, y, n) -> {
            float[] v = Scratch.local().floats(0);
            float[] w = Scratch.local().floats(1);
            byte[] z = Scratch.local().bytes(2);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, a + 4L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, b + 4L * i, w, 0, count);
                apply(f, v, w, z, count);
                MemorySegment.copy(z, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(DoubleBinaryOperator f, float[] v, float[] w, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) f.applyAsDouble(v[i], w[i]);
        }
    }

    /** Of F64, to truth values. */
    static BinaryKernel doubleTest(DoubleBinaryOperator f) {
        return (a, b, y, n) -> {
            double[] v = Scratch.local().doubles(0);
            double[] w = Scratch.local().doubles(1);
            byte[] z = Scratch.local().bytes(2);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, a + 8L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.DOUBLE, b + 8L * i, w, 0, count);
                apply(f, v, w, z, count);
                MemorySegment.copy(z, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(DoubleBinaryOperator f, double[] v, double[] w, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) f.applyAsDouble(v[i], w[i]);
        }
    }

    /** Of I32, to truth values. */
    static BinaryKernel intTest(IntBinaryOperator f) {
        return (a, b, y, n) -> {
            int[] v = Scratch.local().ints(0);
            int[] w = Scratch.local().ints(1);
            byte[] z = Scratch.local().bytes(2);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                MemorySegment.copy(Raw.ALL, Raw.INT, a + 4L * i, v, 0, count);
                MemorySegment.copy(Raw.ALL, Raw.INT, b + 4L * i, w, 0, count);
                apply(f, v, w, z, count);
                MemorySegment.copy(z, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y + i, count);
            }
        };
    }

    private static void apply(IntBinaryOperator f, int[] v, int[] w, byte[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = (byte) f.applyAsInt(v[i], w[i]);
        }
    }
}
