package org.ranvier;

import static org.ranvier.TensorLists.anyEmpty;
import static org.ranvier.TensorLists.areContiguous;
import static org.ranvier.TensorLists.areEmpty;
import static org.ranvier.TensorLists.filled;
import static org.ranvier.TensorLists.operands;
import static org.ranvier.TensorLists.specs;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.op.Fused;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.Reduction;
import org.ranvier.op.Region;
import org.ranvier.spi.Backend;

/**
 * Carries operations and movements out: checks, allocates, hands to the backend, tells the tapes.
 */
final class Executor {
    private final Session session;
    private final Backend device;
    private final MemoryPool pool;
    private Backend backend;
    private @Nullable Recorder recorder;
    private long nextId;

    Executor(Session session, Backend backend, MemoryPool pool) {
        this.session = session;
        this.device = backend;
        this.backend = backend;
        this.pool = pool;
    }

    boolean isRecording() {
        return recorder != null;
    }

    /** From now on, what is executed is written down by a recorder in front of the device. */
    void record(Recorder by) {
        recorder = by;
        backend = by;
    }

    void endRecord() {
        recorder = null;
        backend = device;
    }

    private void checkRecordable(Op op, List<Tensor> in) {
        if (recorder != null) {
            recorder.check(op, in.size());
        }
    }

    List<Tensor> apply(Op op, List<Tensor> in) {
        String name = op.name();
        checkOperands(name, in);
        checkRecordable(op, in);
        List<TensorSpec> specs = specs(in);
        List<TensorSpec> outputs = op.outputs(specs);
        if (op instanceof Fused fused && !hasKernel(fused, in, specs)) {
            return decompose(fused, in, outputs);
        }
        List<Tensor> out = new ArrayList<>(outputs.size());
        for (TensorSpec spec : outputs) {
            out.add(create(spec, name));
        }
        execute(op, in, out);
        tell(op, in, out);
        return Collections.unmodifiableList(out);
    }

    private boolean hasKernel(Fused op, List<Tensor> in, List<TensorSpec> specs) {
        return (op instanceof OptimizerStep || !anyEmpty(in)) && backend.supports(op, specs);
    }

    /**
     * Runs what the operation is made of; the tapes see that, or the whole if it states a gradient.
     */
    private List<Tensor> decompose(Fused fused, List<Tensor> in, List<TensorSpec> outputs) {
        if (!fused.statesGradient()) {
            return parts(fused, in, outputs);
        }
        List<Tape> paused = session.pauseTapes();
        List<Tensor> out;
        try {
            out = parts(fused, in, outputs);
        } finally {
            session.resumeTapes(paused);
        }
        tell(fused, in, out);
        return out;
    }

    private List<Tensor> parts(Fused fused, List<Tensor> in, List<TensorSpec> outputs) {
        List<Tensor> out;
        try (Scope scope = session.scope(fused.name())) {
            out = fused.decompose(in);
            out.forEach(scope::keep);
        }
        if (!specs(out).equals(outputs)) {
            throw new IllegalStateException(
                    fused.name()
                            + ": the decomposition gives "
                            + specs(out)
                            + " instead of "
                            + outputs);
        }
        return out;
    }

    void applyInto(Op op, List<Tensor> in, List<Tensor> out) {
        checkOperands(op.name(), in);
        checkOperands(op.name(), out);
        List<TensorSpec> outputs = op.outputs(specs(in));
        if (!outputs.equals(specs(out))) {
            throw new IllegalArgumentException(
                    op.name()
                            + ": the results are "
                            + outputs
                            + ", they do not fit into "
                            + specs(out));
        }
        checkTargets(op, in, out);
        checkRecordable(op, in);
        if (op instanceof Fused fused && !hasKernel(fused, in, specs(in))) {
            try (Scope _ = session.scope(fused.name())) {
                List<Tensor> results = fused.decompose(in);
                for (int i = 0; i < out.size(); i++) {
                    out.get(i).copyFrom(results.get(i));
                }
            }
            return;
        }
        execute(op, in, out);
        out.forEach(t -> t.storage().changed());
    }

    private void checkTargets(Op op, List<Tensor> in, List<Tensor> out) {
        boolean anyLayout = isElementWise(op);
        if (!anyLayout && !(op instanceof OptimizerStep)) {
            throw new IllegalArgumentException(
                    op.name()
                            + ": cannot write into existing tensors; only element-wise operations and"
                            + " optimiser steps can");
        }
        for (Tensor target : out) {
            for (Tape tape : session.tapes()) {
                if (tape.tracks(target) || in.stream().anyMatch(tape::tracks)) {
                    throw new IllegalStateException(
                            op.name()
                                    + " in place: an open tape tracks the tensor of "
                                    + target.spec()
                                    + " or what is written to it, and could not follow; use an operation that"
                                    + " gives a new tensor");
                }
            }
            Overlap.checkNoRepetition(op.name(), target);
            if (!anyLayout && !target.layout().isContiguous()) {
                throw new IllegalArgumentException(
                        op.name() + " in place: " + target.layout() + " is not contiguous");
            }
            if (anyLayout) {
                in.forEach(source -> Overlap.check(op, source, target));
            }
        }
        if (op instanceof OptimizerStep step) {
            Overlap.checkParts(step, in, out);
        }
    }

    private static boolean isElementWise(Op op) {
        return op instanceof Op.Fill
                || op instanceof Op.Copy
                || op instanceof Op.Map
                || op instanceof Op.Zip
                || op instanceof Op.Select;
    }

    private void execute(Op op, List<Tensor> in, List<Tensor> out) {
        if (areEmpty(out)) {
            return;
        }
        if (recorder != null) {
            recorder.uses(in, out);
        }
        if (op instanceof OptimizerStep && anyEmpty(in)) {
            execute(op, filled(in), filled(out));
            return;
        }
        if (op instanceof Op.Primitive && anyEmpty(in)) {
            Op fill = new Op.Fill(out.get(0).spec(), ofNothing(op));
            backend.execute(fill, List.of(), operands(out));
            return;
        }
        if (op.takesAnyLayout() || areContiguous(in)) {
            backend.execute(op, operands(in), operands(out));
            return;
        }
        List<Tensor> packed = new ArrayList<>(in.size());
        try {
            for (Tensor x : in) {
                packed.add(x.layout().isContiguous() ? x.alias() : packed(x));
            }
            backend.execute(op, operands(packed), operands(out));
        } finally {
            packed.forEach(Tensor::close);
        }
    }

    /** What sums, products and conjunctions over no elements are. */
    private static double ofNothing(Op op) {
        return op instanceof Op.Reduce reduce
                        && (reduce.function() == Reduction.PROD
                                || reduce.function() == Reduction.MIN)
                ? 1
                : 0;
    }

    private Tensor packed(Tensor x) {
        Tensor copy =
                new Tensor(
                        session,
                        pool.allocate(x.spec(), "copy"),
                        x.dtype(),
                        Layout.contiguous(x.shape()),
                        nextId++,
                        null);
        backend.execute(new Op.Copy(x.dtype()), List.of(x.operand()), List.of(copy.operand()));
        return copy;
    }

    Tensor view(Movement.View movement, Tensor x) {
        x.checkOpen("view");
        Tensor view = view(x, movement.apply(x.layout()));
        tell(movement, List.of(x), List.of(view));
        return view;
    }

    List<Tensor> split(Movement.Split movement, Tensor x) {
        x.checkOpen("split");
        List<Tensor> views = new ArrayList<>(movement.sizes().size());
        for (Region region : movement.regions(x.shape())) {
            views.add(view(x, region.apply(x.layout())));
        }
        tell(movement, List.of(x), views);
        return Collections.unmodifiableList(views);
    }

    Tensor detached(Tensor x) {
        x.checkOpen("detach");
        return view(x, x.layout());
    }

    private Tensor view(Tensor x, Layout layout) {
        return new Tensor(
                session, x.storage().retain(), x.dtype(), layout, nextId++, session.innermost());
    }

    Tensor assemble(Movement.Assemble movement, List<Tensor> in) {
        checkOperands("assemble", in);
        DType type = in.get(0).dtype();
        for (int i = 0; i < in.size(); i++) {
            Region region = movement.regions().get(i);
            if (in.get(i).dtype() != type || !in.get(i).shape().equals(region.size())) {
                throw new IllegalArgumentException(
                        "assemble: part "
                                + i
                                + " is "
                                + in.get(i).spec()
                                + ", expected "
                                + new TensorSpec(type, region.size()));
            }
            Reshaping.checkInside("assemble", movement.shape(), region);
        }
        Tensor out = create(new TensorSpec(type, movement.shape()), "assemble");
        if (!movement.coversAll()) {
            execute(new Op.Fill(out.spec(), movement.fill()), List.of(), List.of(out));
        }
        for (int i = 0; i < in.size(); i++) {
            Layout place = movement.regions().get(i).apply(out.layout());
            Tensor target = new Tensor(session, out.storage().retain(), type, place, -1, null);
            execute(new Op.Copy(type), List.of(in.get(i)), List.of(target));
            target.close();
        }
        tell(movement, in, List.of(out));
        return out;
    }

    Tensor upload(TensorSpec spec, MemorySegment elements) {
        if (elements.byteSize() != spec.byteSize()) {
            throw new IllegalArgumentException(
                    "tensor: "
                            + spec
                            + " takes "
                            + spec.byteSize()
                            + " bytes, got "
                            + elements.byteSize());
        }
        Tensor tensor = create(spec, "upload");
        if (spec.byteSize() > 0) {
            backend.write(elements, tensor.storage().buffer(), 0);
        }
        return tensor;
    }

    void read(Tensor x, MemorySegment target) {
        x.checkOpen("read");
        if (target.byteSize() != x.spec().byteSize()) {
            throw new IllegalArgumentException(
                    "read: "
                            + x.spec()
                            + " takes "
                            + x.spec().byteSize()
                            + " bytes, the target has "
                            + target.byteSize());
        }
        if (target.byteSize() == 0) {
            return;
        }
        try (Tensor packed = x.layout().isContiguous() ? x.alias() : packed(x)) {
            backend.read(packed.storage().buffer(), packed.operand().byteOffset(), target);
        }
    }

    private Tensor create(TensorSpec spec, String origin) {
        return new Tensor(
                session,
                pool.allocate(spec, origin),
                spec.dtype(),
                Layout.contiguous(spec.shape()),
                nextId++,
                session.innermost());
    }

    private void tell(Object operation, List<Tensor> in, List<Tensor> out) {
        for (Tape tape : session.tapes()) {
            tape.record(operation, in, out);
        }
    }

    private void checkOperands(String operation, List<Tensor> operands) {
        for (Tensor operand : operands) {
            operand.checkOpen(operation);
            if (operand.session() != session) {
                throw new IllegalArgumentException(
                        operation
                                + ": a tensor of another session ("
                                + operand.session().device().id()
                                + ") was given to one on "
                                + backend.device().id()
                                + "; copy it over with toFloatArray and tensor");
            }
        }
    }
}
