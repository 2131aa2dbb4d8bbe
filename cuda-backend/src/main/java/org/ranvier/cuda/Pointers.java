package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** Addresses as JCuda takes them. */
final class Pointers {
    private Pointers() {}

    /** A place for an address of device memory. */
    static final class Device extends CUdeviceptr {
        Device() {}

        Device(long address) {
            super(new CUdeviceptr(), address);
        }

        long address() {
            return getNativePointer() + getByteOffset();
        }
    }

    /** A place for an address of host memory. */
    static final class Host extends Pointer {
        Host() {}

        Host(MemorySegment memory) {
            super(memory.address());
        }

        long address() {
            return getNativePointer();
        }
    }
}
