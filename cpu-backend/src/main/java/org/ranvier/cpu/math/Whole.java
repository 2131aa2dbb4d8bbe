package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Scratch;

/**
 * Kernels for any number of elements from loops over whole vectors: the elements that do not fill a
 * vector get one of their own, in scratch memory.
 */
final class Whole {
    private static final long FIRST = 0;
    private static final long SECOND = HostBuffer.ALIGNMENT;
    private static final long RESULT = 2 * HostBuffer.ALIGNMENT;

    private Whole() {}

    /** From elements of some bytes to elements of some bytes. */
    static UnaryKernel unary(UnaryKernel loop, int lanes, int bytes, int resultBytes) {
        return (x, from, y, to, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(x, from, y, to, filled);
            }
            if (filled < n) {
                MemorySegment tails = Scratch.local().tails();
                long rest = n - filled;
                MemorySegment.copy(x, from + (long) filled * bytes, tails, FIRST, rest * bytes);
                loop.run(tails, FIRST, tails, RESULT, lanes);
                MemorySegment.copy(
                        tails, RESULT, y, to + (long) filled * resultBytes, rest * resultBytes);
            }
        };
    }

    /** From two elements of some bytes to one of some bytes. */
    static BinaryKernel binary(BinaryKernel loop, int lanes, int bytes, int resultBytes) {
        return (a, fromA, b, fromB, y, to, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(a, fromA, b, fromB, y, to, filled);
            }
            if (filled < n) {
                MemorySegment tails = Scratch.local().tails();
                long offset = (long) filled * bytes;
                long rest = n - filled;
                MemorySegment.copy(a, fromA + offset, tails, FIRST, rest * bytes);
                MemorySegment.copy(b, fromB + offset, tails, SECOND, rest * bytes);
                loop.run(tails, FIRST, tails, SECOND, tails, RESULT, lanes);
                MemorySegment.copy(
                        tails, RESULT, y, to + (long) filled * resultBytes, rest * resultBytes);
            }
        };
    }
}
