package org.ranvier;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;
import org.ranvier.random.RandomStream;
import org.ranvier.spi.Backend;
import org.ranvier.spi.DeviceInfo;

/**
 * An open device with the tensors that live on it. A session is used by the thread that opened it;
 * parallelism is inside operations. Closing it closes all its tensors.
 */
public final class Session implements TensorFactory, AutoCloseable {
    private final Backend backend;
    private final MemoryPool pool;
    private final Executor executor;
    private final Constants constants;
    private final Thread owner = Thread.currentThread();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Deque<Tape> tapes = new ArrayDeque<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final RandomStream random;
    private final List<Recording> recordings = new ArrayList<>();
    private final LeakReport leakReport;
    private int scopeCount;
    private boolean closed;

    Session(Backend backend, SessionOptions options) {
        this.backend = backend;
        this.pool = new MemoryPool(backend, options.memoryLimit());
        this.executor = new Executor(this, backend, pool);
        this.constants = new Constants(this, backend, pool);
        this.random = new RandomStream(options.seed());
        this.leakReport = LeakReport.watch(this, backend.device().id());
        scopes.push(new Scope(this, "session"));
    }

    @Override
    public Session session() {
        return this;
    }

    /**
     * The device.
     *
     * @return what is known of it
     */
    public DeviceInfo device() {
        return backend.device();
    }

    /**
     * The memory of this session's tensors.
     *
     * @return the present figures
     */
    public MemoryStats memory() {
        return pool.stats();
    }

    /** Gives memory kept for reuse back to the device. */
    public void trimMemory() {
        checkOpen("trimMemory");
        constants.clear();
        pool.trim();
    }

    /** Waits until the device has done everything asked of it. */
    public void synchronize() {
        checkOpen("synchronize");
        backend.synchronize();
    }

    /**
     * Whether what has run so far has got the fastest kernels of the device. The processor tries
     * its vectors in the background while their scalar twins work; who measures times repeats what
     * is measured until this is true.
     *
     * @return false while kernels are being improved
     */
    public boolean settled() {
        checkOpen("settled");
        return backend.settled();
    }

    /** The default stream of random numbers. */
    @Override
    public RandomStream random() {
        return random;
    }

    /**
     * Opens a scope; results belong to it until it is closed or an inner one is opened.
     *
     * @return the scope, to be closed
     */
    public Scope scope() {
        return scope("#" + ++scopeCount);
    }

    /**
     * Opens a scope with a name for messages.
     *
     * @param name the name
     * @return the scope, to be closed
     */
    public Scope scope(String name) {
        checkOpen("scope");
        Scope scope = new Scope(this, name);
        scopes.push(scope);
        return scope;
    }

    Scope innermost() {
        return scopes.element();
    }

    Scope enclosing(Scope scope) {
        Scope outer = scopes.getLast();
        for (Scope candidate : (Iterable<Scope>) scopes::descendingIterator) {
            if (candidate == scope) {
                return outer;
            }
            outer = candidate;
        }
        throw new IllegalStateException(scope + " is not open");
    }

    void closeScope(Scope scope) {
        checkThread("close");
        if (!scopes.contains(scope)) {
            throw new IllegalStateException(scope + " is not open");
        }
        Scope top;
        do {
            top = scopes.pop();
            top.release();
        } while (top != scope);
    }

    /**
     * A tensor that lives as long as the session, made when first asked for.
     *
     * @param name its name
     * @param initial makes its first value
     * @return the tensor of that name
     */
    public Tensor parameter(String name, Function<Session, Tensor> initial) {
        checkOpen("parameter");
        Tensor known = parameters.get(name);
        if (known != null && !known.isClosed()) {
            return known;
        }
        Tensor made;
        try (Scope _ = scope("parameter " + name)) {
            made = keep(initial.apply(this).copy());
        }
        parameters.put(name, made);
        return made;
    }

    /**
     * Hands a tensor on to the session itself: no scope ends it any more, only its own {@code
     * close} or the session's.
     *
     * @param tensor a tensor of this session
     * @return the same tensor
     * @throws IllegalStateException if the tensor is closed
     */
    public Tensor keep(Tensor tensor) {
        checkOpen("keep");
        tensor.checkOpen("keep");
        tensor.moveTo(scopes.getLast());
        return tensor;
    }

    /**
     * Starts recording what is computed from tensors.
     *
     * @param watched F32 or F64 tensors whose gradients will be asked for
     * @return the tape, to be closed
     */
    public Tape tape(Tensor... watched) {
        return tape(List.of(watched));
    }

    /**
     * Starts recording what is computed from tensors.
     *
     * @param watched F32 or F64 tensors whose gradients will be asked for
     * @return the tape, to be closed
     */
    public Tape tape(List<Tensor> watched) {
        checkOpen("tape");
        Tape tape = new Tape(this, watched);
        tapes.push(tape);
        return tape;
    }

    Iterable<Tape> tapes() {
        return tapes;
    }

    void closeTape(Tape tape) {
        tapes.remove(tape);
    }

    /** Takes the tapes away, for what is told to them as a whole. */
    List<Tape> pauseTapes() {
        List<Tape> paused = List.copyOf(tapes);
        tapes.clear();
        return paused;
    }

    void resumeTapes(List<Tape> paused) {
        tapes.addAll(paused);
    }

    /**
     * Computes a scalar and its gradients. Intermediate results are freed.
     *
     * @param wrt what the gradients are with respect to
     * @param function computes a tensor of one element from them
     * @return the value and the gradients, in the innermost scope
     */
    public ValueAndGradients valueAndGradients(List<Tensor> wrt, Supplier<Tensor> function) {
        try (Tape tape = tape(wrt)) {
            Tensor value;
            try (Scope forward = scope("forward")) {
                value = forward.keep(function.get());
            }
            if (value.shape().elements() != 1) {
                throw new IllegalArgumentException(
                        "valueAndGradients: expected a scalar, got shape "
                                + value.shape()
                                + "; reduce it with sum() or mean()");
            }
            List<Tensor> gradients = new ArrayList<>();
            List<@Nullable Tensor> found =
                    tape.run(List.of(value), List.of(value.onesLike()), wrt, true);
            for (int i = 0; i < wrt.size(); i++) {
                Tensor gradient = found.get(i);
                gradients.add(gradient != null ? gradient : wrt.get(i).zerosLike());
            }
            return new ValueAndGradients(value, wrt, gradients);
        }
    }

    /**
     * Applies an operation.
     *
     * @param op the operation
     * @param in its inputs
     * @return its outputs
     * @throws IllegalArgumentException if the inputs do not fit
     */
    public List<Tensor> apply(Op op, List<Tensor> in) {
        checkOpen("apply");
        return executor.apply(op, in);
    }

    /**
     * Applies an operation and writes its outputs into existing tensors.
     *
     * @param op the operation; element-wise, or an {@link org.ranvier.op.OptimizerStep}
     * @param in its inputs; one may be the very same view as an output, otherwise they must not
     *     overlap
     * @param out where the outputs go, of the types and shapes that follow from the inputs
     * @throws IllegalArgumentException if anything does not fit or overlaps
     * @throws IllegalStateException if an open tape tracks an output
     */
    public void applyInto(Op op, List<Tensor> in, List<Tensor> out) {
        checkOpen(op.name());
        executor.applyInto(op, in, out);
    }

    /**
     * Carries a step out and makes it repeatable without its Java code: the same operations on the
     * same tensors, entered into the device's queue at once where it can do that. Between replays,
     * new data comes in through {@link Tensor#copyFrom}, and results are read from tensors that the
     * step has left behind. Shapes, numbers in operations and the path through the code stay as
     * recorded.
     *
     * @param step reads nothing to the host, takes nothing from it, and draws no random numbers
     * @return the recording, to be closed
     * @throws IllegalStateException if the step does what cannot be repeated, naming it
     */
    public Recording record(Runnable step) {
        checkOpen("record");
        Recording recording = Recording.of(this, backend, executor, pool, step);
        recordings.add(recording);
        return recording;
    }

    void forget(Recording recording) {
        recordings.remove(recording);
    }

    Tensor view(Movement.View movement, Tensor x) {
        checkOpen("view");
        return executor.view(movement, x);
    }

    List<Tensor> split(Movement.Split movement, Tensor x) {
        checkOpen("split");
        return executor.split(movement, x);
    }

    Tensor assemble(Movement.Assemble movement, List<Tensor> in) {
        checkOpen("assemble");
        return executor.assemble(movement, in);
    }

    /** A Java number as an operand; nobody may write to it. */
    Tensor constant(DType type, double value) {
        checkOpen("constant");
        return constants.of(type, value);
    }

    Tensor detached(Tensor x) {
        checkOpen("detach");
        return executor.detached(x);
    }

    void read(Tensor x, MemorySegment target) {
        checkOpen("read");
        executor.read(x, target);
    }

    /** Makes a tensor of host memory: the elements in row-major order. */
    @Override
    public Tensor fromMemory(DType type, Shape shape, MemorySegment elements) {
        checkOpen("tensor");
        return executor.upload(new TensorSpec(type, shape), elements);
    }

    void checkOpen(String operation) {
        checkThread(operation);
        if (closed) {
            throw new IllegalStateException(
                    operation + ": the session on " + backend.device().id() + " is closed");
        }
    }

    /** Whether operations are possible: it is open and this is its thread. */
    boolean isUsable() {
        return !closed && Thread.currentThread() == owner;
    }

    private void checkThread(String operation) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    operation
                            + ": this session belongs to thread "
                            + owner.getName()
                            + " and was used on "
                            + Thread.currentThread().getName()
                            + "; open one session a thread");
        }
    }

    /** Closes all tensors and gives up the device. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkThread("close");
        new ArrayList<>(recordings).forEach(Recording::close);
        new ArrayList<>(tapes).forEach(Tape::close);
        while (!scopes.isEmpty()) {
            scopes.pop().release();
        }
        constants.clear();
        closed = true;
        leakReport.closed();
        try {
            pool.trim();
        } finally {
            backend.close();
        }
    }
}
