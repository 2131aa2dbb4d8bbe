package org.ranvier.cpu.pass;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.math.Lanes;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;

/**
 * Passes over any number of elements from loops over whole vectors: the elements that do not fill a
 * vector get one of their own, in scratch memory.
 */
public final class VectorPass {
    private VectorPass() {}

    /**
     * A pass from a loop.
     *
     * @param type the type of all operands, F32 or F64
     * @param inputs how many inputs
     * @param loop takes multiples of a vector's lanes
     * @return the pass
     */
    public static Pass of(DType type, int inputs, Pass loop) {
        int lanes = type == DType.F32 ? Lanes.FLOATS : Lanes.DOUBLES;
        int bytes = type.byteSize();
        return (c, at, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(c, at, filled);
            }
            if (filled < n) {
                rest(loop, lanes, c, at, inputs, (long) filled * bytes, (n - filled) * bytes);
            }
        };
    }

    private static void rest(
            Pass loop, int lanes, double[] c, long[] at, int inputs, long done, long bytes) {
        MemorySegment tails = Scratch.local().tails();
        long[] tail = new long[at.length];
        for (int k = 0; k < at.length; k++) {
            tail[k] = tails.address() + k * HostBuffer.ALIGNMENT;
            if (k < inputs) {
                MemorySegment.copy(Raw.ALL, at[k] + done, Raw.ALL, tail[k], bytes);
            }
        }
        loop.run(c, tail, lanes);
        for (int k = inputs; k < at.length; k++) {
            MemorySegment.copy(Raw.ALL, tail[k], Raw.ALL, at[k] + done, bytes);
        }
    }
}
