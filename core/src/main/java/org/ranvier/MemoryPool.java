package org.ranvier;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.OutOfDeviceMemoryException;

/**
 * Buffers of a session: freed ones wait in a list per size, and are given back to the device only
 * on need.
 */
final class MemoryPool {
    private static final long GRANULE = 256;

    private record Holder(TensorSpec spec, String origin) {}

    private final Backend backend;
    private final long limit;
    private final Map<Long, ArrayDeque<Buffer>> free = new HashMap<>();
    private final Map<Buffer, Holder> live = new IdentityHashMap<>();
    private @Nullable Reserve current;
    private long liveBytes;
    private long cachedBytes;
    private long constantBytes;
    private long peakBytes;

    /**
     * Memory of a recording, whose replays write to it: what is freed waits here, for this
     * recording alone, and counts as live.
     */
    final class Reserve {
        private final Map<Long, ArrayDeque<Buffer>> spare = new HashMap<>();
        private boolean closed;

        /** What waits here, and what comes back later, is anyone's again. */
        void close() {
            closed = true;
            spare.values().forEach(list -> list.forEach(MemoryPool.this::cache));
        }
    }

    MemoryPool(Backend backend, long limit) {
        this.backend = backend;
        this.limit = limit;
    }

    Storage allocate(TensorSpec spec, String origin) {
        // An empty tensor has a buffer too, so that a backend never meets one that is not its own.
        long wanted = Math.max(1, spec.byteSize());
        long bytes = Math.addExact(wanted, GRANULE - 1) / GRANULE * GRANULE;
        Buffer buffer = current == null ? null : poll(current.spare, bytes);
        if (buffer == null) {
            buffer = poll(free, bytes);
            if (buffer != null) {
                cachedBytes -= bytes;
            } else {
                buffer = fromDevice(bytes, spec, origin);
            }
            liveBytes += bytes;
            peakBytes = Math.max(peakBytes, liveBytes);
        }
        live.put(buffer, new Holder(spec, origin));
        return new Storage(this, buffer, current);
    }

    /** A scalar's memory that counts as cached until {@link #endConstant}; no recording's. */
    Storage allocateConstant(TensorSpec spec) {
        Buffer buffer = fromDevice(GRANULE, spec, "constant");
        constantBytes += GRANULE;
        return new Storage(this, buffer, null);
    }

    void endConstant(Storage constant) {
        liveBytes += constant.buffer().byteSize();
        constantBytes -= constant.buffer().byteSize();
        constant.release();
    }

    private static @Nullable Buffer poll(Map<Long, ArrayDeque<Buffer>> lists, long bytes) {
        ArrayDeque<Buffer> list = lists.get(bytes);
        return list == null ? null : list.pollLast();
    }

    /** From now on, what is taken belongs to a recording, until {@link #endReserve}. */
    Reserve beginReserve() {
        Reserve reserve = new Reserve();
        current = reserve;
        return reserve;
    }

    void endReserve() {
        current = null;
    }

    private Buffer fromDevice(long bytes, TensorSpec spec, String origin) {
        if (bytes > limit - liveBytes - constantBytes - cachedBytes) {
            trim();
        }
        if (bytes > limit - liveBytes - constantBytes) {
            throw exhausted(spec, origin, "the session's limit is reached");
        }
        try {
            return backend.allocate(bytes);
        } catch (OutOfDeviceMemoryException first) {
            trim();
            try {
                return backend.allocate(bytes);
            } catch (OutOfDeviceMemoryException second) {
                DeviceMemoryException failure = exhausted(spec, origin, second.getMessage());
                failure.initCause(second);
                throw failure;
            }
        }
    }

    private DeviceMemoryException exhausted(TensorSpec spec, String origin, @Nullable String why) {
        String holders =
                live.values().stream()
                        .sorted(
                                Comparator.comparingLong((Holder h) -> h.spec().byteSize())
                                        .reversed())
                        .limit(5)
                        .map(h ->
                                h.spec()
                                        + " of "
                                        + h.origin()
                                        + " ("
                                        + h.spec().byteSize()
                                        + " bytes)")
                        .collect(Collectors.joining(", "));
        String free =
                limit == Long.MAX_VALUE
                        ? "no limit set"
                        : "limit " + limit + " bytes, free " + (limit - liveBytes) + " bytes";
        return new DeviceMemoryException(
                origin
                        + ": out of memory on "
                        + backend.device().id()
                        + ": cannot allocate "
                        + spec.byteSize()
                        + " bytes for "
                        + spec
                        + ": "
                        + why
                        + "; in use "
                        + liveBytes
                        + " bytes in "
                        + live.size()
                        + " tensors, "
                        + free
                        + "; biggest: "
                        + (holders.isEmpty() ? "none" : holders)
                        + "; close scopes sooner, use smaller batches or raise the limit");
    }

    void release(Buffer buffer, @Nullable Reserve reserve) {
        live.remove(buffer);
        if (reserve != null && !reserve.closed) {
            add(reserve.spare, buffer);
        } else {
            cache(buffer);
        }
    }

    private void cache(Buffer buffer) {
        liveBytes -= buffer.byteSize();
        cachedBytes += buffer.byteSize();
        add(free, buffer);
    }

    private static void add(Map<Long, ArrayDeque<Buffer>> lists, Buffer buffer) {
        lists.computeIfAbsent(buffer.byteSize(), size -> new ArrayDeque<>()).addLast(buffer);
    }

    /** Gives all cached buffers back to the device. */
    void trim() {
        backend.synchronize();
        free.values().forEach(list -> list.forEach(backend::free));
        free.clear();
        cachedBytes = 0;
    }

    MemoryStats stats() {
        return new MemoryStats(
                liveBytes, cachedBytes + constantBytes, peakBytes, limit, live.size());
    }
}
