package org.ranvier;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.ranvier.op.AdamStep;
import org.ranvier.op.Op;
import org.ranvier.spi.Backend;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Execution;
import org.ranvier.spi.ForwardingBackend;
import org.ranvier.spi.Operand;

/** Writes down what a backend executes, and refuses what could not be done again. */
final class Recorder extends ForwardingBackend {
    private final MemoryPool.Reserve reserve;
    private final List<Execution> executions = new ArrayList<>();
    private final Set<Storage> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Storage> written = Collections.newSetFromMap(new IdentityHashMap<>());

    Recorder(Backend target, MemoryPool.Reserve reserve) {
        super(target);
        this.reserve = reserve;
    }

    List<Execution> executions() {
        return executions;
    }

    Set<Storage> used() {
        return used;
    }

    Set<Storage> written() {
        return written;
    }

    /** An operation begins, which may be executed as what it is made of. */
    void check(Op op, int inputs) {
        if (op instanceof Op.Random) {
            throw refused(
                    op.name(),
                    "random numbers would be the same at every replay",
                    "draw them outside and copy them into a tensor that the step reads");
        }
        if (op instanceof AdamStep step && step.first(inputs) == 0) {
            throw refused(
                    op.name(),
                    "it depends on the number of the step, which a replay does not change",
                    "give it a tensor of its numbers before the first parameter, and write into"
                            + " that before each replay");
        }
    }

    /** Tensors take part in an operation; their memory must stay. */
    void uses(List<Tensor> in, List<Tensor> out) {
        in.forEach(tensor -> hold(tensor.storage()));
        for (Tensor tensor : out) {
            hold(tensor.storage());
            written.add(tensor.storage());
        }
    }

    private void hold(Storage storage) {
        if (!storage.isOf(reserve) && used.add(storage)) {
            storage.retain();
        }
    }

    @Override
    public void execute(Op op, List<Operand> in, List<Operand> out) {
        super.execute(op, in, out);
        executions.add(new Execution(op, in, out));
    }

    @Override
    public void read(Buffer source, long offset, MemorySegment memory) {
        throw refused(
                "read",
                "what the host does with the values would not be done again",
                "read after the recording, or after each replay");
    }

    @Override
    public void write(MemorySegment source, Buffer buffer, long offset) {
        throw refused(
                "tensor",
                "what comes from the host would not be copied again",
                "make the tensor before the recording");
    }

    private static IllegalStateException refused(String operation, String why, String mend) {
        return new IllegalStateException(
                "record: " + operation + " cannot be recorded: " + why + "; " + mend);
    }
}
