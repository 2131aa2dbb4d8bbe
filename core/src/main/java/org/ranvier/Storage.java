package org.ranvier;

import org.ranvier.spi.Buffer;

/** A buffer that several tensors may share; it goes back to the pool with the last of them. */
final class Storage {
    private final MemoryPool pool;
    private final Buffer buffer;
    private int holders = 1;
    private int version;

    Storage(MemoryPool pool, Buffer buffer) {
        this.pool = pool;
        this.buffer = buffer;
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

    void release() {
        if (--holders == 0) {
            pool.release(buffer);
        }
    }
}
