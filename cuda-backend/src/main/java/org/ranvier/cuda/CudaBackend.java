package org.ranvier.cuda;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.kernels.Operations;
import org.ranvier.kernels.TiledProducts;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;
import org.ranvier.spi.OutOfDeviceMemoryException;

/** An open NVIDIA device. */
final class CudaBackend implements Backend {
    private final DeviceInfo info;
    private final CudaDevice device;
    private final Operations operations;
    private final TiledProducts products;

    CudaBackend(DeviceInfo info, int ordinal) {
        this.info = info;
        device = new CudaDevice(ordinal);
        operations = new Operations(device);
        products = new TiledProducts(device);
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
            trim();
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
        return products.supports(op, in) || operations.supports(op, in);
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        device.context().enter();
        if (op instanceof Op.MatMul && device.matmul(in.get(0), in.get(1), out.get(0))) {
            return;
        }
        List<TensorSpec> specs = in.stream().map(Operand::spec).toList();
        if (products.supports(op, specs)) {
            products.execute(op, in, out.get(0));
        } else {
            operations.execute(op, in, out);
        }
    }

    private void trim() {
        operations.trim();
        products.trim();
    }

    @Override
    public void synchronize() {
        device.context().enter();
        device.synchronize();
    }

    @Override
    public void close() {
        device.context().enter();
        trim();
        device.close();
    }
}
