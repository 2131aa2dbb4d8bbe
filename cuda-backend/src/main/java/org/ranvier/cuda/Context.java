package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
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
    private boolean capturing;

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
        Driver.DeviceAddress memory = new Driver.DeviceAddress();
        // A graph that took memory would have to give it back in itself.
        boolean fromPool = pooled && !capturing;
        int result =
                fromPool
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
        return new CudaBuffer(memory.value(), bytes, fromPool);
    }

    /** Gives memory back. A device that is lost has said so before, and is not asked again. */
    void free(CudaBuffer buffer) {
        Driver.DeviceAddress memory = new Driver.DeviceAddress(buffer.address());
        int result =
                buffer.pooled()
                        ? JCudaDriver.cuMemFreeAsync(memory, stream)
                        : JCudaDriver.cuMemFree(memory);
        checkUnlessLost(result, "giving memory back");
    }

    private void checkUnlessLost(int result, String action) {
        if (result != CUresult.CUDA_SUCCESS && await() == CUresult.CUDA_SUCCESS) {
            Driver.check(result, action);
        }
    }

    /** Work that was captured, ready to be entered into the queue as one. */
    final class Graph implements AutoCloseable {
        private final CUgraphExec executable = new CUgraphExec();

        private Graph(CUgraph graph) {
            int result = JCudaDriver.cuGraphInstantiate(executable, graph, 0);
            JCudaDriver.cuGraphDestroy(graph);
            Driver.check(result, "making a graph of a recorded step");
        }

        void launch() {
            Driver.check(
                    JCudaDriver.cuGraphLaunch(executable, stream), "launching a recorded step");
        }

        @Override
        public void close() {
            JCudaDriver.cuGraphExecDestroy(executable);
        }
    }

    /** From now on, work is not entered into the queue but captured. */
    void beginCapture() {
        Driver.check(
                JCudaDriver.cuStreamBeginCapture(
                        stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED),
                "beginning to record a step");
        capturing = true;
    }

    /** Ends that; gives what was captured. */
    Graph endCapture() {
        capturing = false;
        CUgraph graph = new CUgraph();
        Driver.check(JCudaDriver.cuStreamEndCapture(stream, graph), "recording a step");
        return new Graph(graph);
    }

    boolean isCapturing() {
        return capturing;
    }

    /** Copies from the host; the source may be reused on return. */
    void write(MemorySegment source, long target) {
        staging.write(source, target);
    }

    /** Copies to the host, after all work so far; the data is there on return. */
    void read(long source, MemorySegment target) {
        staging.read(source, target);
    }

    /** Waits for all work so far; gives the driver's result. */
    int await() {
        return JCudaDriver.cuStreamSynchronize(stream);
    }

    @Override
    public void close() {
        enter();
        staging.close();
        boolean lost = await() != CUresult.CUDA_SUCCESS;
        JCudaDriver.cuStreamDestroy(stream);
        int result = JCudaDriver.cuDevicePrimaryCtxRelease(device);
        if (!lost) {
            Driver.check(result, "closing the device");
        }
    }
}
