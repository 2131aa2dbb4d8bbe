package org.ranvier.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;
import org.ranvier.spi.OutOfDeviceMemoryException;

/**
 * Native memory, aligned to cache lines. All memory that kernels touch is of this one kind: code
 * that has met two kinds in one place runs several times slower.
 */
public final class HostBuffer implements Buffer {
    /** The alignment in bytes: a cache line, and the widest vector. */
    public static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    private HostBuffer(long bytes) {
        memory = arena.allocate(bytes, ALIGNMENT);
    }

    /**
     * Takes memory.
     *
     * @param bytes how much, above 0
     * @return the memory
     * @throws OutOfDeviceMemoryException if the JVM refuses
     */
    public static HostBuffer allocate(long bytes) {
        try {
            return new HostBuffer(bytes);
        } catch (OutOfMemoryError e) {
            OutOfDeviceMemoryException refusal =
                    new OutOfDeviceMemoryException(
                            e.getMessage() + "; raise -XX:MaxDirectMemorySize");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /**
     * The memory an operand lies in.
     *
     * @param operand an operand of this backend
     * @return the whole buffer; nothing for an empty operand, which has no buffer
     */
    public static MemorySegment of(Operand operand) {
        return operand.shape().elements() == 0
                ? MemorySegment.NULL
                : ((HostBuffer) operand.buffer()).memory;
    }

    /**
     * The memory.
     *
     * @return all of it
     */
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public long byteSize() {
        return memory.byteSize();
    }

    /** Gives the memory back to the system. */
    public void free() {
        arena.close();
    }
}
