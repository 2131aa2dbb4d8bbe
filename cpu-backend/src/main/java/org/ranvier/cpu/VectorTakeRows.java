package org.ranvier.cpu;

import static jdk.incubator.vector.ByteVector.fromMemorySegment;
import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.I8;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;

/**
 * With vectors. A call to copy a short row costs more than the row; the last vector overlaps the
 * one before, so that there is no rest.
 */
final class VectorTakeRows implements TakeRows {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final TakeRows shorter;

    /** Rows of less than a vector go to another kernel. */
    VectorTakeRows(TakeRows shorter) {
        this.shorter = shorter;
    }

    @Override
    public void run(long x, long y, long bytes, int[] places, int n) {
        if (bytes < BYTES) {
            shorter.run(x, y, bytes, places, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            row(x + places[i] * bytes, y + i * bytes, bytes);
        }
    }

    private static void row(long x, long y, long bytes) {
        long b = 0;
        for (; b <= bytes - 4 * BYTES; b += 4 * BYTES) {
            ByteVector v0 = fromMemorySegment(I8, ALL, x + b, ORDER);
            ByteVector v1 = fromMemorySegment(I8, ALL, x + b + BYTES, ORDER);
            ByteVector v2 = fromMemorySegment(I8, ALL, x + b + 2 * BYTES, ORDER);
            ByteVector v3 = fromMemorySegment(I8, ALL, x + b + 3 * BYTES, ORDER);
            v0.intoMemorySegment(ALL, y + b, ORDER);
            v1.intoMemorySegment(ALL, y + b + BYTES, ORDER);
            v2.intoMemorySegment(ALL, y + b + 2 * BYTES, ORDER);
            v3.intoMemorySegment(ALL, y + b + 3 * BYTES, ORDER);
        }
        for (; b <= bytes - BYTES; b += BYTES) {
            fromMemorySegment(I8, ALL, x + b, ORDER).intoMemorySegment(ALL, y + b, ORDER);
        }
        if (b < bytes) {
            long last = bytes - BYTES;
            fromMemorySegment(I8, ALL, x + last, ORDER).intoMemorySegment(ALL, y + last, ORDER);
        }
    }
}
