package org.ranvier.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** Memory of the reference backend. */
record HostBuffer(Arena arena, MemorySegment memory) implements Buffer {
    static HostBuffer allocate(long bytes) {
        Arena arena = Arena.ofShared();
        return new HostBuffer(arena, arena.allocate(bytes, 64));
    }

    static MemorySegment memory(Operand operand) {
        return ((HostBuffer) operand.buffer()).memory();
    }

    @Override
    public long byteSize() {
        return memory.byteSize();
    }

    void free() {
        arena.close();
    }
}
