package org.ranvier.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.ranvier.spi.Operand;

/**
 * All native memory as one constant segment, so that an address is an offset in it. Kernels that
 * read through this constant compile to plain loads whatever else the JVM has seen; the same kernel
 * with a segment as its argument was measured 300 times slower once other code had used the
 * accessors on heap segments, since the compiler then no longer knows which kind it has.
 *
 * <p>Nothing checks bounds here: whoever computes an address answers for it.
 */
public final class Raw {
    /** The whole address space. */
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** An element of four bytes, of whatever type. */
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    /** An element of eight bytes, of whatever type. */
    public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /** A single. */
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** A double. */
    public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Raw() {}

    /**
     * Copies memory, also where both overlap.
     *
     * @param from address of the first byte
     * @param to address of the first byte's copy
     * @param bytes how many
     */
    public static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }

    /**
     * Memory that holds zeros, for as long as the JVM runs; nobody may write to it.
     *
     * @param bytes how many
     * @return its address
     */
    public static long zeros(long bytes) {
        return Arena.global().allocate(bytes, HostBuffer.ALIGNMENT).address();
    }

    /**
     * Where an operand's element of all-zero index lies.
     *
     * @param operand an operand of this backend, not empty
     * @return its address
     */
    public static long address(Operand operand) {
        return HostBuffer.of(operand).address() + operand.byteOffset();
    }

    /**
     * Where operands' elements of all-zero index lie.
     *
     * @param in an operation's inputs, none empty
     * @param out its outputs, none empty
     * @return their addresses, those of the inputs first
     */
    public static long[] addresses(List<Operand> in, List<Operand> out) {
        long[] at = new long[in.size() + out.size()];
        for (int k = 0; k < at.length; k++) {
            at[k] = address(k < in.size() ? in.get(k) : out.get(k - in.size()));
        }
        return at;
    }
}
