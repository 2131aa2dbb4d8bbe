package org.ranvier.cpu.twin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;

/** Memory on which kernels are tried. */
public final class Trials {
    /**
     * How many elements a trial works on: enough to see vectors win, few enough to be cold with.
     */
    public static final int ELEMENTS = 512;

    private static final int BYTES = ELEMENTS * Double.BYTES;

    private Trials() {}

    /**
     * Elements between −4 and 4, or zeros where they are not numbers.
     *
     * @param type their type
     * @return new memory
     */
    public static MemorySegment of(DType type) {
        return switch (type) {
            case F32 -> floats();
            case F64 -> doubles();
            case I32, BOOL -> empty();
        };
    }

    /**
     * F32 between −4 and 4.
     *
     * @return new memory
     */
    public static MemorySegment floats() {
        MemorySegment memory = empty();
        for (int i = 0; i < ELEMENTS; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (i - ELEMENTS / 2) / (ELEMENTS / 8f));
        }
        return memory;
    }

    /**
     * F64 between −4 and 4.
     *
     * @return new memory
     */
    public static MemorySegment doubles() {
        MemorySegment memory = empty();
        for (int i = 0; i < ELEMENTS; i++) {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, (i - ELEMENTS / 2) / (ELEMENTS / 8.0));
        }
        return memory;
    }

    /**
     * Zeros: I32, truth values or what a kernel writes.
     *
     * @return new memory
     */
    public static MemorySegment empty() {
        return Arena.ofAuto().allocate(BYTES, 64);
    }
}
