package org.ranvier.opencl;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.kernels.Operations;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;
import org.ranvier.spi.OutOfDeviceMemoryException;

/** An open OpenCL device. */
final class OpenClBackend implements Backend {
    private final OpenClDevice device;
    private final Queue queue;
    private final Programs programs;
    private final Operations operations;

    OpenClBackend(OpenClDevice device) {
        this(device, ProgramCache.ofUser());
    }

    OpenClBackend(OpenClDevice device, ProgramCache cache) {
        this.device = device;
        this.queue = new Queue(device);
        this.programs = new Programs(device, queue, cache);
        this.operations = new Operations(new Launcher(device, queue, programs));
    }

    @Override
    public DeviceInfo device() {
        return device.info();
    }

    @Override
    public Buffer allocate(long bytes) {
        try {
            return queue.allocate(bytes);
        } catch (OutOfDeviceMemoryException e) {
            operations.trim();
            return queue.allocate(bytes);
        }
    }

    @Override
    public void free(Buffer buffer) {
        queue.free((OpenClBuffer) buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        queue.write(source, (OpenClBuffer) target, offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        queue.read((OpenClBuffer) source, offset, target);
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return operations.supports(op, in);
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        operations.execute(op, in, out);
    }

    @Override
    public List<String> launched() {
        return queue.launched();
    }

    @Override
    public void synchronize() {
        queue.finish();
    }

    @Override
    public void close() {
        operations.trim();
        programs.close();
        queue.close();
    }
}
