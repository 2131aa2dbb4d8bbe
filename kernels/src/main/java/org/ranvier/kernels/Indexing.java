package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.MEMORY;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.op.Op;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/** Gather, its adjoint, and the adjoint of sliding windows. */
final class Indexing {
    private final Device device;
    private final Scratch scratch;
    private final ElementWise elementWise;
    private final Sorting sorting;

    Indexing(Device device, Scratch scratch, ElementWise elementWise, Sorting sorting) {
        this.device = device;
        this.scratch = scratch;
        this.elementWise = elementWise;
        this.sorting = sorting;
    }

    void gather(Op.Gather op, Operand x, Operand indices, Operand y) {
        Lines lines = Lines.of(x.shape(), op.axis());
        checkRange(op.name(), indices, -lines.length(), lines.length() - 1);
        device.launch(
                gather(y.dtype()),
                device.traits().groupsOfElements(y.shape().elements()),
                y,
                x,
                indices,
                y.shape().elements(),
                lines.length(),
                indices.shape().elements(),
                lines.inner());
    }

    void scatterAdd(Op.ScatterAdd op, Operand updates, Operand indices, Operand y) {
        Lines lines = Lines.of(y.shape(), op.axis());
        long count = indices.shape().elements();
        checkRange(op.name(), indices, -lines.length(), lines.length() - 1);
        try (Scratch.Lease lease = scratch.lend(4 * count)) {
            Operand positions =
                    new Operand(lease.buffer(), DType.I32, Layout.contiguous(Shape.of(count)));
            device.launch(
                    resolve(),
                    device.traits().groupsOfElements(count),
                    positions.buffer(),
                    indices,
                    count,
                    lines.length());
            addInOrder(lines, updates, positions, y);
        }
    }

    private void addInOrder(Lines lines, Operand updates, Operand positions, Operand y) {
        if (device.traits().cpu()) {
            addCounted(lines, updates, positions, y);
            return;
        }
        try (Scratch.Lease order = sorting.order(positions, 0, false)) {
            add(lines, updates, positions.buffer(), order.buffer(), y);
        }
    }

    /** Sorts by counting, with no more parts than leave most of the work to the positions. */
    private void addCounted(Lines lines, Operand updates, Operand positions, Operand y) {
        long count = positions.shape().elements();
        long length = lines.length();
        long parts = Math.clamp(4 * count / length, 1, device.traits().units());
        Buffer places = positions.buffer();
        try (Scratch.Lease order = scratch.lend(Integer.BYTES * count);
                Scratch.Lease starts = scratch.lend(Integer.BYTES * length * parts)) {
            Buffer from = starts.buffer();
            device.launch(countPositions(), parts, from, places, count, length, parts);
            device.launch(startPositions(), 1, from, length, parts);
            device.launch(
                    placePositions(), parts, order.buffer(), from, places, count, length, parts);
            add(lines, updates, from, order.buffer(), y);
        }
    }

    private void add(Lines lines, Operand updates, Buffer positions, Buffer order, Operand y) {
        device.launch(
                scatterAdd(y.dtype()),
                device.traits().groupsOfElements(lines.elements()),
                y,
                updates,
                positions,
                order,
                lines.elements(),
                lines.length(),
                updates.shape().elements() / (lines.outer() * lines.inner()),
                lines.inner());
    }

    /**
     * Waits for the device: an index that is out of range must be told before anything comes of it.
     *
     * @throws IndexOutOfBoundsException naming the first index that is out of range
     */
    void checkRange(String operation, Operand indices, long lowest, long highest) {
        checkRange(operation, indices, lowest, highest, lowest);
    }

    /**
     * As {@link #checkRange(String, Operand, long, long)}, but one more value is let pass.
     *
     * @throws IndexOutOfBoundsException naming the first index that is out of range
     */
    void checkRange(String operation, Operand indices, long lowest, long highest, long ignored) {
        int position = firstOutside(indices, lowest, highest, ignored);
        if (position != Integer.MAX_VALUE) {
            int index = readInt(indices.buffer(), indices.byteOffset() + 4L * position);
            throw new IndexOutOfBoundsException(
                    operation
                            + ": index "
                            + index
                            + " at position "
                            + position
                            + " is outside "
                            + lowest
                            + " to "
                            + highest);
        }
    }

    private int firstOutside(Operand indices, long lowest, long highest, long ignored) {
        try (Scratch.Lease lease = scratch.lend(4)) {
            Operand first = new Operand(lease.buffer(), DType.I32, Layout.contiguous(Shape.SCALAR));
            elementWise.fill(Integer.MAX_VALUE, first);
            long count = indices.shape().elements();
            device.launch(
                    firstOutside(),
                    device.traits().groupsOfElements(count),
                    indices,
                    lease.buffer(),
                    count,
                    lowest,
                    highest,
                    ignored);
            return readInt(lease.buffer(), 0);
        }
    }

    private int readInt(Buffer source, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(ValueLayout.JAVA_INT);
            device.read(source, offset, target);
            return target.get(ValueLayout.JAVA_INT, 0);
        }
    }

    void fold(Op.Fold op, Operand x, Operand y) {
        Lines lines = Lines.of(y.shape(), op.axis());
        device.launch(
                fold(y.dtype()),
                device.traits().groups(lines.elements()),
                y,
                x,
                lines.elements(),
                lines.length(),
                lines.inner(),
                x.shape().size(op.axis()),
                x.shape().size(-1),
                op.step(),
                op.dilation());
    }

    private static Kernel gather(DType type) {
        Parameter tensor = new Parameter.Tensor(type);
        Parameter indices = new Parameter.Tensor(DType.I32);
        return Kernel.of(
                Program.of("gather", type),
                "gather",
                tensor,
                tensor,
                indices,
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static Kernel scatterAdd(DType type) {
        Parameter tensor = new Parameter.Tensor(type);
        return Kernel.of(
                Program.of("gather", type),
                "scatter_add",
                tensor,
                tensor,
                MEMORY,
                MEMORY,
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static Kernel firstOutside() {
        return Kernel.of(
                Program.of("indices"),
                "first_outside",
                new Parameter.Tensor(DType.I32),
                MEMORY,
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static Kernel resolve() {
        return Kernel.of(
                Program.of("indices"),
                "resolve",
                MEMORY,
                new Parameter.Tensor(DType.I32),
                LONG,
                LONG);
    }

    private static Kernel countPositions() {
        return indices("count_positions").memories(2).longs(3).kernel();
    }

    private static Kernel startPositions() {
        return indices("start_positions").memories(1).longs(2).kernel();
    }

    private static Kernel placePositions() {
        return indices("place_positions").memories(3).longs(3).kernel();
    }

    private static Signature indices(String name) {
        return Signature.of(Program.of("indices"), name);
    }

    private static Kernel fold(DType type) {
        Parameter tensor = new Parameter.Tensor(type);
        return Kernel.of(
                Program.of("fold", type),
                "fold",
                tensor,
                tensor,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG,
                LONG);
    }

    static void list(Consumer<Kernel> catalogue) {
        catalogue.accept(firstOutside());
        catalogue.accept(resolve());
        catalogue.accept(countPositions());
        catalogue.accept(startPositions());
        catalogue.accept(placePositions());
        for (DType type : DType.values()) {
            catalogue.accept(gather(type));
            if (type != DType.BOOL) {
                catalogue.accept(scatterAdd(type));
                catalogue.accept(fold(type));
            }
        }
    }
}
