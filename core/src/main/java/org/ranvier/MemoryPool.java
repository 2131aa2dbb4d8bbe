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
    private long liveBytes;
    private long cachedBytes;
    private long peakBytes;

    MemoryPool(Backend backend, long limit) {
        this.backend = backend;
        this.limit = limit;
    }

    Storage allocate(TensorSpec spec, String origin) {
        // An empty tensor has a buffer too, so that a backend never meets one that is not its own.
        long wanted = Math.max(1, spec.byteSize());
        long bytes = Math.addExact(wanted, GRANULE - 1) / GRANULE * GRANULE;
        ArrayDeque<Buffer> cached = free.get(bytes);
        Buffer buffer = cached == null ? null : cached.pollLast();
        if (buffer != null) {
            cachedBytes -= buffer.byteSize();
        } else {
            buffer = fromDevice(bytes, spec, origin);
        }
        live.put(buffer, new Holder(spec, origin));
        liveBytes += buffer.byteSize();
        peakBytes = Math.max(peakBytes, liveBytes);
        return new Storage(this, buffer);
    }

    private Buffer fromDevice(long bytes, TensorSpec spec, String origin) {
        if (bytes > limit - liveBytes - cachedBytes) {
            trim();
        }
        if (bytes > limit - liveBytes) {
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

    void release(Buffer buffer) {
        live.remove(buffer);
        liveBytes -= buffer.byteSize();
        cachedBytes += buffer.byteSize();
        free.computeIfAbsent(buffer.byteSize(), size -> new ArrayDeque<>()).addLast(buffer);
    }

    /** Gives all cached buffers back to the device. */
    void trim() {
        backend.synchronize();
        free.values().forEach(list -> list.forEach(backend::free));
        free.clear();
        cachedBytes = 0;
    }

    MemoryStats stats() {
        return new MemoryStats(liveBytes, cachedBytes, peakBytes, limit, live.size());
    }
}
