package org.ranvier.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/** Elements brought from memory into arrays, whose loops the compiler turns into vectors. */
final class Elements {
    private Elements() {}

    /** As many neighbours, at most {@link Scratch#ELEMENTS}, in memory of this thread. */
    static double[] doubles(DType type, long address, int n) {
        double[] v = Scratch.local().doubles(0);
        switch (type) {
            case F32 -> {
                float[] floats = Scratch.local().floats(0);
                MemorySegment.copy(Raw.ALL, Raw.FLOAT, address, floats, 0, n);
                widen(floats, v, n);
            }
            case F64 -> MemorySegment.copy(Raw.ALL, Raw.DOUBLE, address, v, 0, n);
            case I32 -> {
                int[] ints = Scratch.local().ints(0);
                MemorySegment.copy(Raw.ALL, Raw.INT, address, ints, 0, n);
                widen(ints, v, n);
            }
            case BOOL -> {
                byte[] bytes = Scratch.local().bytes(0);
                MemorySegment.copy(Raw.ALL, ValueLayout.JAVA_BYTE, address, bytes, 0, n);
                widen(bytes, v, n);
            }
        }
        return v;
    }

    private static void widen(float[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void widen(int[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    private static void widen(byte[] x, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = x[i];
        }
    }

    /** Brings elements at some distance, counted in elements, together in scratch memory. */
    static long pack(DType type, long address, long stride, int n) {
        long packed = Scratch.local().memory(0).address();
        long step = stride * type.byteSize();
        switch (type) {
            case F32, I32 -> {
                for (int i = 0; i < n; i++) {
                    Raw.ALL.set(Raw.INT, packed + 4L * i, Raw.ALL.get(Raw.INT, address + i * step));
                }
            }
            case F64 -> {
                for (int i = 0; i < n; i++) {
                    long x = Raw.ALL.get(Raw.LONG, address + i * step);
                    Raw.ALL.set(Raw.LONG, packed + 8L * i, x);
                }
            }
            case BOOL -> {
                for (int i = 0; i < n; i++) {
                    byte x = Raw.ALL.get(ValueLayout.JAVA_BYTE, address + i * step);
                    Raw.ALL.set(ValueLayout.JAVA_BYTE, packed + i, x);
                }
            }
        }
        return packed;
    }

    /** Writes results to places at some distance, counted in elements. */
    static void store(DType type, double[] results, int n, long address, long stride) {
        long step = stride * type.byteSize();
        if (type == DType.F32) {
            for (int i = 0; i < n; i++) {
                Raw.ALL.set(Raw.FLOAT, address + i * step, (float) results[i]);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            set(type, address + i * step, results[i]);
        }
    }

    private static void set(DType type, long address, double value) {
        switch (type) {
            case F32 -> Raw.ALL.set(Raw.FLOAT, address, (float) value);
            case F64 -> Raw.ALL.set(Raw.DOUBLE, address, value);
            case I32 -> Raw.ALL.set(Raw.INT, address, (int) value);
            case BOOL -> Raw.ALL.set(ValueLayout.JAVA_BYTE, address, (byte) value);
        }
    }
}
