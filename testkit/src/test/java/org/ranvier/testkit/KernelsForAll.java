package org.ranvier.testkit;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;

/**
 * The reference with a kernel for every fused operation: its decomposition, run in a session of its
 * own. So fused operations reach the backend and the tapes whole.
 */
class KernelsForAll implements Backend {
    private final ReferenceBackend reference = new ReferenceBackend();

    static Session open(SessionOptions options) {
        return Ranvier.open(new KernelsForAll(), options);
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return true;
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        if (!(op instanceof Fused fused)) {
            reference.execute(op, in, out);
            return;
        }
        try (Session session = ReferenceBackend.open()) {
            List<Tensor> inputs =
                    in.stream()
                            .map(o -> session.fromMemory(o.dtype(), o.shape(), elements(o)))
                            .toList();
            List<Tensor> outputs = fused.decompose(inputs);
            for (int i = 0; i < out.size(); i++) {
                outputs.get(i).copyTo(elements(out.get(i)));
            }
        }
    }

    /** Those of a contiguous operand. */
    private static MemorySegment elements(Operand operand) {
        long bytes = operand.spec().byteSize();
        return HostBuffer.memory(operand).asSlice(operand.byteOffset(), bytes);
    }

    @Override
    public DeviceInfo device() {
        return reference.device();
    }

    @Override
    public Buffer allocate(long bytes) {
        return reference.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        reference.free(buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        reference.write(source, target, offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        reference.read(source, offset, target);
    }

    @Override
    public void synchronize() {
        reference.synchronize();
    }

    @Override
    public void close() {
        reference.close();
    }
}
