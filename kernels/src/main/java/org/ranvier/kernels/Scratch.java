package org.ranvier.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.ranvier.spi.Buffer;

/**
 * Memory for intermediate results of one operation. Pieces are kept for reuse, in sizes that are
 * powers of two; as kernels run one after the other, a piece may be lent again at once.
 */
final class Scratch {
    private static final long LEAST = 256;

    private final Device device;
    private final Map<Long, Deque<Buffer>> free = new HashMap<>();

    /** A piece on loan. */
    final class Lease implements AutoCloseable {
        private final Buffer buffer;

        private Lease(Buffer buffer) {
            this.buffer = buffer;
        }

        Buffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            free.computeIfAbsent(buffer.byteSize(), size -> new ArrayDeque<>()).push(buffer);
        }
    }

    Scratch(Device device) {
        this.device = device;
    }

    Lease lend(long bytes) {
        long size = Math.max(LEAST, Long.highestOneBit(2 * bytes - 1));
        Deque<Buffer> pieces = free.get(size);
        return new Lease(pieces == null || pieces.isEmpty() ? device.allocate(size) : pieces.pop());
    }

    /** Gives all pieces that are not on loan back to the device. */
    void trim() {
        free.values().forEach(pieces -> pieces.forEach(device::free));
        free.clear();
    }
}
