package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/**
 * Conversions between types, through F64, which holds every value of every type. To I32 rounds
 * towards 0 and saturates, NaN gives 0; to BOOL is {@code ≠ 0}.
 */
final class ScalarConvert {
    private ScalarConvert() {}

    static UnaryKernel of(DType source, DType target) {
        return (x, y, n) -> {
            double[] v = Scratch.local().doubles(0);
            for (int i = 0; i < n; i += v.length) {
                int count = Math.min(v.length, n - i);
                read(source, x + (long) i * source.byteSize(), v, count);
                write(target, v, y + (long) i * target.byteSize(), count);
            }
        };
    }

    private static void read(DType type, long x, double[] v, int n) {
        switch (type) {
            case F32 -> readFloats(x, v, n);
            case F64 -> MemorySegment.copy(Raw.ALL, Raw.DOUBLE, x, v, 0, n);
            case I32 -> readInts(x, v, n);
            case BOOL -> readBytes(x, v, n);
        }
    }

    private static void readFloats(long x, double[] v, int n) {
        float[] w = Scratch.local().floats(0);
        MemorySegment.copy(Raw.ALL, Raw.FLOAT, x, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void readInts(long x, double[] v, int n) {
        int[] w = Scratch.local().ints(0);
        MemorySegment.copy(Raw.ALL, Raw.INT, x, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void readBytes(long x, double[] v, int n) {
        byte[] w = Scratch.local().bytes(0);
        MemorySegment.copy(Raw.ALL, ValueLayout.JAVA_BYTE, x, w, 0, n);
        for (int i = 0; i < n; i++) {
            v[i] = w[i];
        }
    }

    private static void write(DType type, double[] v, long y, int n) {
        switch (type) {
            case F32 -> writeFloats(v, y, n);
            case F64 -> MemorySegment.copy(v, 0, Raw.ALL, Raw.DOUBLE, y, n);
            case I32 -> writeInts(v, y, n);
            case BOOL -> writeBytes(v, y, n);
        }
    }

    private static void writeFloats(double[] v, long y, int n) {
        float[] w = Scratch.local().floats(0);
        for (int i = 0; i < n; i++) {
            w[i] = (float) v[i];
        }
        MemorySegment.copy(w, 0, Raw.ALL, Raw.FLOAT, y, n);
    }

    private static void writeInts(double[] v, long y, int n) {
        int[] w = Scratch.local().ints(0);
        for (int i = 0; i < n; i++) {
            w[i] = (int) v[i];
        }
        MemorySegment.copy(w, 0, Raw.ALL, Raw.INT, y, n);
    }

    private static void writeBytes(double[] v, long y, int n) {
        byte[] w = Scratch.local().bytes(0);
        for (int i = 0; i < n; i++) {
            w[i] = (byte) (v[i] != 0 ? 1 : 0);
        }
        MemorySegment.copy(w, 0, Raw.ALL, ValueLayout.JAVA_BYTE, y, n);
    }
}
