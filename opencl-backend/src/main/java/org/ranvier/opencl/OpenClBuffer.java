package org.ranvier.opencl;

import org.jocl.cl_mem;
import org.ranvier.spi.Buffer;

/** A memory object. */
final class OpenClBuffer implements Buffer {
    private final cl_mem memory;
    private final long byteSize;

    OpenClBuffer(cl_mem memory, long byteSize) {
        this.memory = memory;
        this.byteSize = byteSize;
    }

    cl_mem memory() {
        return memory;
    }

    @Override
    public long byteSize() {
        return byteSize;
    }
}
