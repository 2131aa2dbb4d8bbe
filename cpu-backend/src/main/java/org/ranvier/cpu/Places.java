package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/**
 * Indices along an axis, all of them within it; negative ones count from its end.
 *
 * @param address where they begin
 * @param count how many
 * @param length the size of the axis
 */
record Places(long address, long count, int length) {
    /** Looks at all indices first, so that nothing is written if one is wrong. */
    static Places checked(Op op, int axis, Operand indices, long length) {
        Places places =
                new Places(
                        Raw.address(indices),
                        indices.shape().elements(),
                        (int) Math.min(length, Integer.MAX_VALUE));
        int[] some = Scratch.local().ints(0);
        for (long i = 0; i < places.count; i += some.length) {
            int n = (int) Math.min(some.length, places.count - i);
            MemorySegment.copy(Raw.ALL, Raw.INT, places.address + 4 * i, some, 0, n);
            if (seemOutside(some, n, places.length)) {
                check(op, axis, some, n, length);
            }
        }
        return places;
    }

    /** Right if not; on very long axes the sum may overflow, so that a closer look is needed. */
    private static boolean seemOutside(int[] v, int n, int length) {
        int signs = 0;
        for (int i = 0; i < n; i++) {
            signs |= v[i] + length | length - 1 - v[i];
        }
        return signs < 0;
    }

    private static void check(Op op, int axis, int[] some, int n, long length) {
        for (int i = 0; i < n; i++) {
            if (some[i] < -length || some[i] >= length) {
                throw new IndexOutOfBoundsException(
                        op.name()
                                + ": index "
                                + some[i]
                                + " is outside axis "
                                + axis
                                + " of size "
                                + length
                                + "; expected -"
                                + length
                                + " to "
                                + (length - 1));
            }
        }
    }

    /** Reads places, counted from the axis's beginning. */
    void read(long first, int[] some, int n) {
        MemorySegment.copy(Raw.ALL, Raw.INT, address + 4 * first, some, 0, n);
        for (int i = 0; i < n; i++) {
            some[i] += some[i] >> 31 & length;
        }
    }
}
