package org.ranvier;

import org.jspecify.annotations.Nullable;
import org.ranvier.spi.Buffer;

/** A buffer that several tensors may share; it goes back to the pool with the last of them. */
final class Storage {
    private final MemoryPool pool;
    private final Buffer buffer;
    private final MemoryPool.@Nullable Reserve reserve;
    private int holders = 1;
    private int version;

    Storage(MemoryPool pool, Buffer buffer, MemoryPool.@Nullable Reserve reserve) {
        this.pool = pool;
        this.buffer = buffer;
        this.reserve = reserve;
    }

    /** Whether its memory was taken for that recording. */
    boolean isOf(MemoryPool.Reserve recording) {
        return reserve == recording;
    }

    Buffer buffer() {
        return buffer;
    }

    /**
     * Counts in-place changes, so that a tape notices that what it saved is no longer what it was.
     */
    int version() {
        return version;
    }

    void changed() {
        version++;
    }

    Storage retain() {
        holders++;
        return this;
    }

    /** Whether more than one holds it. */
    boolean isShared() {
        return holders > 1;
    }

    void release() {
        if (--holders == 0) {
            pool.release(buffer, reserve);
        }
    }
}
