package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import org.ranvier.spi.OutOfDeviceMemoryException;

/**
 * A device's primary context with one stream: memory, copies and waiting. All work is in the order
 * in which it was asked for.
 */
final class Context implements AutoCloseable {
    private final CUdevice device;
    private final CUcontext context = new CUcontext();
    private final CUstream stream = new CUstream();
    private final boolean pooled;
    private final Staging staging;

    Context(int ordinal) {
        device = Driver.device(ordinal);
        Driver.check(
                JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "opening cuda:" + ordinal);
        enter();
        Driver.check(
                JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING),
                "opening a stream");
        pooled =
                Driver.attribute(
                                device,
                                CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MEMORY_POOLS_SUPPORTED)
                        != 0;
        staging = new Staging(stream);
    }

    CUdevice device() {
        return device;
    }

    CUstream stream() {
        return stream;
    }

    /** Makes this the context of the calling thread. */
    void enter() {
        Driver.check(JCudaDriver.cuCtxSetCurrent(context), "entering the context");
    }

    CudaBuffer allocate(long bytes) {
        Pointers.Device memory = new Pointers.Device();
        int result =
                pooled
                        ? JCudaDriver.cuMemAllocAsync(memory, bytes, stream)
                        : JCudaDriver.cuMemAlloc(memory, bytes);
        if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
            long[] free = new long[1];
            long[] total = new long[1];
            JCudaDriver.cuMemGetInfo(free, total);
            throw new OutOfDeviceMemoryException(
                    "the device has " + free[0] + " of " + total[0] + " bytes free");
        }
        Driver.check(result, "taking " + bytes + " bytes of memory");
        return new CudaBuffer(memory.address(), bytes);
    }

    void free(CudaBuffer buffer) {
        Pointers.Device memory = new Pointers.Device(buffer.address());
        Driver.check(
                pooled ? JCudaDriver.cuMemFreeAsync(memory, stream) : JCudaDriver.cuMemFree(memory),
                "giving memory back");
    }

    /** Copies from the host; the source may be reused on return. */
    void write(MemorySegment source, long target) {
        staging.write(source, target);
    }

    /** Copies to the host, after all work so far; the data is there on return. */
    void read(long source, MemorySegment target) {
        staging.read(source, target);
    }

    /** Fills with zero bytes. */
    void clear(long target, long bytes) {
        Driver.check(
                JCudaDriver.cuMemsetD8Async(new Pointers.Device(target), (byte) 0, bytes, stream),
                "clearing memory");
    }

    /** Waits for all work so far; gives the driver's result. */
    int await() {
        return JCudaDriver.cuStreamSynchronize(stream);
    }

    @Override
    public void close() {
        enter();
        staging.close();
        JCudaDriver.cuStreamDestroy(stream);
        Driver.check(JCudaDriver.cuDevicePrimaryCtxRelease(device), "closing the device");
    }
}
