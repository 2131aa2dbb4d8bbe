package org.ranvier.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Memory of each thread for what kernels lay out anew, such as packed panels. It grows as needed,
 * stays, and goes with the thread; its content is anything.
 */
public final class Work {
    /** What memory is for; each use has its own. */
    public enum Use {
        /** An operand laid out anew for all threads, by the thread that calls them. */
        SHARED,
        /** A second one. */
        SHARED_TOO,
        /** A panel of the right-hand matrix. */
        PANEL,
        /** A slice of the left-hand matrix. */
        LEFT,
        /** A tile of the result. */
        TILE,
        /** An image with its padding. */
        IMAGE,
        /** The gates of a sample. */
        GATES,
        /** Rates and slopes of a block of neurons. */
        STATE,
        /** Rows, filled up to whole vectors or brought together. */
        ROW,
        /** Sums that are not complete yet. */
        SUMS,
        /** What the trial of a kernel works on. */
        TRIAL
    }

    private static final ThreadLocal<Work> LOCAL = ThreadLocal.withInitial(Work::new);

    private final @Nullable MemorySegment[] memory = new MemorySegment[Use.values().length];

    private Work() {}

    /**
     * The calling thread's own.
     *
     * @return its memory
     */
    public static Work local() {
        return LOCAL.get();
    }

    /**
     * Memory for a use, aligned to {@link HostBuffer#ALIGNMENT}. It stays valid until the same
     * thread asks for more of the same use.
     *
     * @param use what for
     * @param bytes how much at least
     * @return its address
     */
    public long address(Use use, long bytes) {
        MemorySegment present = memory[use.ordinal()];
        if (present == null || present.byteSize() < bytes) {
            long size = Math.max(bytes, 1 << 14);
            present = Arena.ofAuto().allocate(size, HostBuffer.ALIGNMENT);
            memory[use.ordinal()] = present;
        }
        return present.address();
    }
}
