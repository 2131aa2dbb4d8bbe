package org.ranvier.spi;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Fused;
import org.ranvier.op.Op;

/**
 * A backend that hands everything to another one. Overriding {@link #execute} alone makes it time,
 * check, compare or record what is executed; {@link org.ranvier.Ranvier#open(Backend,
 * org.ranvier.SessionOptions)} opens a session on it.
 */
public abstract class ForwardingBackend implements Backend {
    private final Backend target;

    /**
     * In front of a backend.
     *
     * @param target the backend that does the work
     */
    protected ForwardingBackend(Backend target) {
        this.target = target;
    }

    @Override
    public DeviceInfo device() {
        return target.device();
    }

    @Override
    public Buffer allocate(long bytes) {
        return target.allocate(bytes);
    }

    @Override
    public void free(Buffer buffer) {
        target.free(buffer);
    }

    @Override
    public void write(MemorySegment source, Buffer buffer, long offset) {
        target.write(source, buffer, offset);
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment memory) {
        target.read(source, offset, memory);
    }

    @Override
    public boolean supports(Fused op, List<TensorSpec> in) {
        return target.supports(op, in);
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        target.execute(op, in, out);
    }

    @Override
    public Replay record(List<Execution> executions) {
        return target.record(executions);
    }

    @Override
    public List<String> launched() {
        return target.launched();
    }

    @Override
    public void synchronize() {
        target.synchronize();
    }

    @Override
    public boolean settled() {
        return target.settled();
    }

    @Override
    public void close() {
        target.close();
    }
}
