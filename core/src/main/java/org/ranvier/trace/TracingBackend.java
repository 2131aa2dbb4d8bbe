package org.ranvier.trace;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.Operand;

/**
 * A backend that times every operation of another one and tells a {@link Trace}. It waits for each
 * operation to end.
 *
 * @param backend the backend that does the work
 * @param trace who is told
 */
public record TracingBackend(Backend backend, Trace trace) implements Backend {
    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        backend.synchronize();
        long start = System.nanoTime();
        backend.execute(op, in, out);
        backend.synchronize();
        long nanos = System.nanoTime() - start;
        trace.executed(op, specs(in), specs(out), nanos);
    }

    private static List<TensorSpec> specs(List<Operand> operands) {
        return operands.stream().map(Operand::spec).toList();
    }

    @Override
    public DeviceInfo device() {
        return backend.device();
    }

    @Override
    public Buffer allocate(long bytes) {
        return backend.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        backend.free(buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer target, long offset) {
        backend.write(source, target, offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment target) {
        backend.read(source, offset, target);
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return backend.supports(op, in);
    }

    @Override
    public void synchronize() {
        backend.synchronize();
    }

    @Override
    public void close() {
        backend.close();
    }
}
