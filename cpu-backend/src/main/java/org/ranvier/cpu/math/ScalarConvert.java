package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Scratch;

/**
 * Conversions between types, through F64, which holds every value of every type. To I32 rounds
 * towards 0 and saturates, NaN gives 0; to BOOL is {@code ≠ 0}.
 */
final class ScalarConvert {
    private ScalarConvert() {}

    static UnaryKernel of(DType source, DType target) {
        return (x, from, y, to, n) -> {
            double[] v = Scratch.local().doubles(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                read(source, x, from + (long) i * source.byteSize(), v, count);
                write(target, v, y, to + (long) i * target.byteSize(), count);
            }
        };
    }

    private static void read(DType type, MemorySegment x, long from, double[] v, int n) {
        switch (type) {
            case F32 -> readFloats(x, from, v, n);
            case F64 -> MemorySegment.copy(x, ValueLayout.JAVA_DOUBLE, from, v, 0, n);
            case I32 -> readInts(x, from, v, n);
            case BOOL -> readBytes(x, from, v, n);
        }
    }

    private static void readFloats(MemorySegment x, long from, double[] v, int n) {
        float[] w = Scratch.local().floats(0);
        MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, from, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void readInts(MemorySegment x, long from, double[] v, int n) {
        int[] w = Scratch.local().ints(0);
        MemorySegment.copy(x, ValueLayout.JAVA_INT, from, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void readBytes(MemorySegment x, long from, double[] v, int n) {
        byte[] w = Scratch.local().bytes(0);
        MemorySegment.copy(x, ValueLayout.JAVA_BYTE, from, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void write(DType type, double[] v, MemorySegment y, long to, int n) {
        switch (type) {
            case F32 -> writeFloats(v, y, to, n);
            case F64 -> MemorySegment.copy(v, 0, y, ValueLayout.JAVA_DOUBLE, to, n);
            case I32 -> writeInts(v, y, to, n);
            case BOOL -> writeBytes(v, y, to, n);
        }
    }

    private static void writeFloats(double[] v, MemorySegment y, long to, int n) {
        float[] w = Scratch.local().floats(0);
        for (int i = 0; i < n; i++) {
            w[i] = (float) v[i];
        }
        MemorySegment.copy(w, 0, y, ValueLayout.JAVA_FLOAT, to, n);
    }

    private static void writeInts(double[] v, MemorySegment y, long to, int n) {
        int[] w = Scratch.local().ints(0);
        for (int i = 0; i < n; i++) {
            w[i] = (int) v[i];
        }
        MemorySegment.copy(w, 0, y, ValueLayout.JAVA_INT, to, n);
    }

    private static void writeBytes(double[] v, MemorySegment y, long to, int n) {
        byte[] w = Scratch.local().bytes(0);
        for (int i = 0; i < n; i++) {
            w[i] = (byte) (v[i] != 0 ? 1 : 0);
        }
        MemorySegment.copy(w, 0, y, ValueLayout.JAVA_BYTE, to, n);
    }
}
