package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.lang.foreign.*;
import jcuda.Pointer;
import jcuda.driver.*;
import org.junit.jupiter.api.Test;

@WithCuda
class SmokeTest {
    @Test
    void jcudaRuns() throws Throwable {
        JCudaDriver.setExceptionsEnabled(true);
        JCudaDriver.cuInit(0);
        int[] n = new int[1];
        JCudaDriver.cuDeviceGetCount(n);
        assertEquals(1, n[0]);
        CUdevice d = new CUdevice();
        JCudaDriver.cuDeviceGet(d, 0);
        CUcontext c = new CUcontext();
        JCudaDriver.cuDevicePrimaryCtxRetain(c, d);
        JCudaDriver.cuCtxSetCurrent(c);
        CUdeviceptr p = new CUdeviceptr();
        CUstream s = new CUstream();
        JCudaDriver.cuStreamCreate(s, 1);
        JCudaDriver.cuMemAllocAsync(p, 1024, s);
        Pointer host = new Pointer();
        JCudaDriver.cuMemAllocHost(host, 1024);
        ByteBuffer b = host.getByteBuffer(0, 1024).order(ByteOrder.nativeOrder());
        System.out.println(b.isDirect() + " " + b);
        MemorySegment.ofBuffer(b).fill((byte) 3);
        JCudaDriver.cuMemcpyHtoDAsync(p, host, 1024, s);
        JCudaDriver.cuStreamSynchronize(s);
        byte[] back = new byte[1024];
        JCudaDriver.cuMemcpyDtoH(Pointer.to(back), p, 1024);
        assertEquals(3, back[1023]);
    }
}
