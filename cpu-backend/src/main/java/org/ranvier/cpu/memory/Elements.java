package org.ranvier.cpu.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;

/** Elements brought from memory into arrays, whose loops the compiler turns into vectors. */
public final class Elements {
    private Elements() {}

    /**
     * Reads neighbours of any type.
     *
     * @param type their type
     * @param address where they begin
     * @param n how many, at most {@link Scratch#ELEMENTS}
     * @param slot which array of {@link Scratch#doubles} takes them
     * @return that array
     */
    public static double[] doubles(DType type, long address, int n, int slot) {
        double[] v = Scratch.local().doubles(slot);
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

    /**
     * Brings elements at some distance together in scratch memory.
     *
     * @param type their type
     * @param address where the first lies
     * @param stride their distance, in elements
     * @param n how many, at most {@link Scratch#ELEMENTS}
     * @return the address of the neighbours, in slot 0 of {@link Scratch#memory}
     */
    public static long pack(DType type, long address, long stride, int n) {
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

    /**
     * Writes numbers as elements.
     *
     * @param type the type of the elements
     * @param results the numbers
     * @param n how many
     * @param address where the first goes
     * @param stride their distance there, in elements
     */
    public static void store(DType type, double[] results, int n, long address, long stride) {
        if (type == DType.F32 && stride == 1) {
            for (int i = 0; i < n; i += Scratch.ELEMENTS) {
                int count = Math.min(Scratch.ELEMENTS, n - i);
                float[] floats = Scratch.local().floats(0);
                narrow(results, i, floats, count);
                MemorySegment.copy(floats, 0, Raw.ALL, Raw.FLOAT, address + 4L * i, count);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            set(type, address + i * stride * type.byteSize(), results[i]);
        }
    }

    private static void narrow(double[] x, int from, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) x[from + i];
        }
    }

    /**
     * Reads an element.
     *
     * @param type its type
     * @param address where it lies
     * @return its value; a truth value is 0 or 1
     */
    public static double get(DType type, long address) {
        return switch (type) {
            case F32 -> Raw.ALL.get(Raw.FLOAT, address);
            case F64 -> Raw.ALL.get(Raw.DOUBLE, address);
            case I32 -> Raw.ALL.get(Raw.INT, address);
            case BOOL -> Raw.ALL.get(ValueLayout.JAVA_BYTE, address);
        };
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
