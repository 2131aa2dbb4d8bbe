package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.Precision;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Execution;
import org.ranvier.spi.Operand;
import org.ranvier.spi.OutOfDeviceMemoryException;
import org.ranvier.spi.Replay;

/** An open NVIDIA device. */
final class CudaBackend implements Backend {
    private final DeviceInfo info;
    private final CudaDevice device;
    private final CudaOperations operations;

    CudaBackend(DeviceInfo info, int ordinal, Precision precision) {
        this.info = info;
        device = new CudaDevice(ordinal, precision);
        operations = new CudaOperations(device);
    }

    @Override
    public DeviceInfo device() {
        return info;
    }

    @Override
    public Buffer allocate(long bytes) {
        device.context().enter();
        try {
            return device.allocate(bytes);
        } catch (OutOfDeviceMemoryException first) {
            operations.trim();
            device.synchronize();
            return device.allocate(bytes);
        }
    }

    @Override
    public void free(Buffer buffer) {
        device.context().enter();
        device.free(buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        device.context().enter();
        device.context().write(source, ((CudaBuffer) target).address() + offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        device.context().enter();
        device.read(source, offset, target);
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return operations.supports(op, in);
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        device.context().enter();
        operations.execute(op, in, out);
    }

    @Override
    public Replay record(List<Execution> executions) {
        device.context().enter();
        return CudaDevice.BLOCKING
                ? Replay.oneByOne(this, executions)
                : new CapturedSteps(
                        device, executions, e -> operations.execute(e.op(), e.in(), e.out()));
    }

    @Override
    public List<String> launched() {
        return device.launched();
    }

    @Override
    public void synchronize() {
        device.context().enter();
        device.synchronize();
    }

    @Override
    public void close() {
        device.context().enter();
        operations.trim();
        device.close();
    }
}
