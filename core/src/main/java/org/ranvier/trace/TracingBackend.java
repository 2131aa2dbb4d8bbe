package org.ranvier.trace;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.TensorSpec;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Execution;
import org.ranvier.spi.ForwardingBackend;
import org.ranvier.spi.Operand;
import org.ranvier.spi.Replay;

/**
 * Times every operation of a backend and tells a {@link Trace}. It waits for each operation to end,
 * so that a device's queue does not run ahead.
 */
public final class TracingBackend extends ForwardingBackend {
    private final Trace trace;

    /**
     * In front of a backend.
     *
     * @param backend the backend that does the work
     * @param trace who is told
     */
    public TracingBackend(Backend backend, Trace trace) {
        super(backend);
        this.trace = trace;
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        synchronize();
        long start = System.nanoTime();
        super.execute(op, in, out);
        List<String> kernels = launched();
        synchronize();
        long nanos = System.nanoTime() - start;
        trace.executed(op, kernels, specs(in), specs(out), nanos);
    }

    /** One operation after the other, so that each can be timed. */
    @Override
    public Replay record(List<Execution> executions) {
        return Replay.oneByOne(this, executions);
    }

    static List<TensorSpec> specs(List<Operand> operands) {
        List<TensorSpec> specs = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            specs.add(operand.spec());
        }
        return specs;
    }
}
