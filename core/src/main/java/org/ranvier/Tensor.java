package org.ranvier;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/**
 * A multi-dimensional array on a device. What can be done with it stands in the interfaces it
 * implements, by theme.
 *
 * <p>A tensor belongs to a {@link Scope} and is closed with it. It is used on the thread of its
 * session. Element values only change through the methods whose names end in {@code InPlace}.
 */
public final class Tensor
        implements TensorFunctions,
                TensorArithmetic,
                TensorLogic,
                TensorViews,
                TensorParts,
                TensorReductions,
                TensorAlgebra,
                TensorUpdates,
                AutoCloseable {
    private final Session session;
    private final Storage storage;
    private final DType dtype;
    private final Layout layout;
    private final long id;
    private @Nullable Scope scope;
    private boolean closed;

    /** Takes over one hold of the storage. */
    Tensor(
            Session session,
            Storage storage,
            DType dtype,
            Layout layout,
            long id,
            @Nullable Scope scope) {
        this.session = session;
        this.storage = storage;
        this.dtype = dtype;
        this.layout = layout;
        this.id = id;
        this.scope = scope;
        if (scope != null) {
            scope.add(this);
        }
    }

    /** The same value under the same identity, with a life of its own that no scope ends. */
    Tensor alias() {
        return new Tensor(session, storage.retain(), dtype, layout, id, null);
    }

    /** The same value under the same identity, in the innermost scope. */
    Tensor viewOfSame() {
        return new Tensor(session, storage.retain(), dtype, layout, id, session.innermost());
    }

    /**
     * The session.
     *
     * @return where this tensor lives
     */
    public Session session() {
        return session;
    }

    /**
     * The type of the elements.
     *
     * @return the type
     */
    public DType dtype() {
        return dtype;
    }

    /**
     * The shape.
     *
     * @return the sizes along the axes
     */
    public Shape shape() {
        return layout.shape();
    }

    /**
     * The size along an axis.
     *
     * @param axis the axis; negative counts from the end
     * @return the size
     */
    public long size(int axis) {
        return layout.shape().size(axis);
    }

    /**
     * The number of axes.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return layout.shape().rank();
    }

    /**
     * Type and shape.
     *
     * @return the specification
     */
    public TensorSpec spec() {
        return new TensorSpec(dtype, layout.shape());
    }

    /**
     * Where the elements lie.
     *
     * @return the layout
     */
    public Layout layout() {
        return layout;
    }

    long id() {
        return id;
    }

    Storage storage() {
        return storage;
    }

    @Nullable Scope scope() {
        return scope;
    }

    void moveTo(Scope other) {
        scope = other;
        other.add(this);
    }

    Operand operand() {
        return new Operand(storage.buffer(), dtype, layout);
    }

    /**
     * Whether this tensor has been closed.
     *
     * @return true if it can no longer be used
     */
    public boolean isClosed() {
        return closed;
    }

    void checkOpen(String operation) {
        if (closed) {
            String why = scope != null && scope.isClosed() ? scope + " is closed" : "it was closed";
            throw new IllegalStateException(
                    operation
                            + ": this tensor of "
                            + spec()
                            + " cannot be used any more: "
                            + why
                            + "; hand it on with Scope.keep, or create it outside that scope");
        }
    }

    /** Gives up this tensor before its scope ends. Views of it stay usable. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            storage.release();
        }
    }

    /**
     * Copies the elements to host memory, in row-major order.
     *
     * @param target exactly as many bytes as the elements take
     * @throws IllegalArgumentException if the sizes differ
     */
    public void copyTo(MemorySegment target) {
        session.read(this, target);
    }

    /**
     * The elements in row-major order.
     *
     * @return as floats; F64 is rounded
     */
    public float[] toFloatArray() {
        return onHost(DType.F32, m -> m.toArray(ValueLayout.JAVA_FLOAT));
    }

    /**
     * The elements in row-major order.
     *
     * @return as doubles
     */
    public double[] toDoubleArray() {
        if (dtype == DType.F32) {
            float[] floats = toFloatArray();
            double[] doubles = new double[floats.length];
            for (int i = 0; i < floats.length; i++) {
                doubles[i] = floats[i];
            }
            return doubles;
        }
        return onHost(DType.F64, m -> m.toArray(ValueLayout.JAVA_DOUBLE));
    }

    /**
     * The elements in row-major order.
     *
     * @return as integers; floating-point numbers are cut towards 0
     */
    public int[] toIntArray() {
        return onHost(DType.I32, m -> m.toArray(ValueLayout.JAVA_INT));
    }

    /**
     * The elements in row-major order.
     *
     * @return as truth values; numbers are true unless 0
     */
    public boolean[] toBooleanArray() {
        byte[] bytes = onHost(DType.BOOL, m -> m.toArray(ValueLayout.JAVA_BYTE));
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /**
     * The value of a tensor of one element.
     *
     * @return the value; a truth value is 0 or 1
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public double item() {
        if (shape().elements() != 1) {
            throw new IllegalArgumentException("item: expected one element, got shape " + shape());
        }
        return dtype == DType.F64
                ? toDoubleArray()[0]
                : dtype == DType.F32 ? toFloatArray()[0] : toIntArray()[0];
    }

    private <T> T onHost(DType type, Function<MemorySegment, T> take) {
        checkOpen("read");
        try (Scope _ = session.scope("read");
                Arena arena = Arena.ofConfined()) {
            Tensor converted = detach().to(type);
            MemorySegment memory =
                    arena.allocate(Math.max(1, converted.spec().byteSize()), 64)
                            .asSlice(0, converted.spec().byteSize());
            session.read(converted, memory);
            return take.apply(memory);
        }
    }

    /**
     * This tensor with elements of another type; itself if it has that type. To I32 cuts towards 0
     * and saturates, NaN gives 0; to BOOL is {@code ≠ 0}.
     *
     * @param type the type
     * @return the converted tensor
     */
    public Tensor to(DType type) {
        return type == dtype ? this : session.apply(new Op.Copy(type), List.of(this)).get(0);
    }

    /**
     * A copy with memory of its own, contiguous.
     *
     * @return the copy
     */
    public Tensor copy() {
        return session.apply(new Op.Copy(dtype), List.of(this)).get(0);
    }

    /**
     * This tensor if it is contiguous, else a contiguous copy.
     *
     * @return a contiguous tensor of the same value
     */
    public Tensor contiguous() {
        return layout.isContiguous() ? this : copy();
    }

    /**
     * The same value, cut off from every tape: gradients do not pass.
     *
     * @return a view that is a constant to tapes
     */
    public Tensor detach() {
        return session.detached(this);
    }

    /**
     * Zeros of this type and shape.
     *
     * @return a new tensor
     */
    public Tensor zerosLike() {
        return session.full(dtype, shape(), 0);
    }

    /**
     * Ones of this type and shape.
     *
     * @return a new tensor
     */
    public Tensor onesLike() {
        return session.full(dtype, shape(), 1);
    }

    /**
     * Type, shape and elements, as NumPy prints them; of more than 1000 elements only those at the
     * ends. Of a tensor that cannot be read here, because it is closed or belongs to another
     * thread, type and shape.
     */
    @Override
    public String toString() {
        if (closed) {
            return spec() + " (closed)";
        }
        return session.isUsable() ? TensorPrinter.print(this) : spec() + " (of another thread)";
    }
}
