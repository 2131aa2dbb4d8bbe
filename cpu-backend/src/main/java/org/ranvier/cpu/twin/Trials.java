package org.ranvier.cpu.twin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntConsumer;
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
     * Runs a kernel on lengths of all kinds: whole vectors, a rest behind them, less than a vector.
     * A branch that the compiler has not seen taken throws the compiled kernel away when it is, and
     * what runs until the next one is ready is a hundred times slower.
     *
     * @param most the longest, a multiple of 64
     * @param run takes a number of elements
     */
    public static void lengths(int most, IntConsumer run) {
        run.accept(most);
        run.accept(most - 3);
        run.accept(5);
    }

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
