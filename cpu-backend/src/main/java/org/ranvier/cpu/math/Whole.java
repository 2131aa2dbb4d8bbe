package org.ranvier.cpu.math;

import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/**
 * Kernels for any number of elements from loops over whole vectors: the elements that do not fill a
 * vector get one of their own, in scratch memory.
 */
final class Whole {
    private static final long SECOND = HostBuffer.ALIGNMENT;
    private static final long RESULT = 2 * HostBuffer.ALIGNMENT;

    private Whole() {}

    /** From elements of some bytes to elements of some bytes. */
    static UnaryKernel unary(UnaryKernel loop, int lanes, int bytes, int resultBytes) {
        return (x, y, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(x, y, filled);
            }
            if (filled < n) {
                long tails = Scratch.local().tails().address();
                long rest = n - filled;
                Raw.copy(x + (long) filled * bytes, tails, rest * bytes);
                loop.run(tails, tails + RESULT, lanes);
                Raw.copy(tails + RESULT, y + (long) filled * resultBytes, rest * resultBytes);
            }
        };
    }

    /** From two elements of some bytes to one of some bytes. */
    static BinaryKernel binary(BinaryKernel loop, int lanes, int bytes, int resultBytes) {
        return (a, b, y, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(a, b, y, filled);
            }
            if (filled < n) {
                long tails = Scratch.local().tails().address();
                long offset = (long) filled * bytes;
                long rest = n - filled;
                Raw.copy(a + offset, tails, rest * bytes);
                Raw.copy(b + offset, tails + SECOND, rest * bytes);
                loop.run(tails, tails + SECOND, tails + RESULT, lanes);
                Raw.copy(tails + RESULT, y + (long) filled * resultBytes, rest * resultBytes);
            }
        };
    }
}
