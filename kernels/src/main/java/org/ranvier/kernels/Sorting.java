package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.MEMORY;

import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** The order that sorts, by merging. */
final class Sorting {
    /** As long as the runs that {@code sort_blocks} leaves. */
    private static final long BLOCK = 32;

    private final Device device;
    private final Scratch scratch;

    Sorting(Device device, Scratch scratch) {
        this.device = device;
        this.scratch = scratch;
    }

    void argSort(Op.ArgSort op, Operand x, Operand y) {
        Lines lines = Lines.of(x.shape(), op.axis());
        try (Scratch.Lease order = order(x, op.axis(), op.descending())) {
            device.launch(
                    place(),
                    device.traits().groups(lines.elements()),
                    y,
                    order.buffer(),
                    lines.elements(),
                    lines.length(),
                    lines.inner());
        }
    }

    /** The positions in sorted order, I32 {@code [line, length]}. */
    Scratch.Lease order(Operand x, int axis, boolean descending) {
        Lines lines = Lines.of(x.shape(), axis);
        long groups = device.traits().groups(lines.elements());
        long backwards = descending ? 1 : 0;
        Scratch.Lease order = scratch.lend(4 * lines.elements());
        device.launch(
                blocks(x.dtype()),
                groups,
                order.buffer(),
                x,
                lines.elements(),
                lines.length(),
                lines.inner(),
                backwards);
        for (long run = BLOCK; run < lines.length(); run *= 2) {
            Scratch.Lease merged = scratch.lend(4 * lines.elements());
            device.launch(
                    merge(x.dtype()),
                    groups,
                    merged.buffer(),
                    order.buffer(),
                    x,
                    lines.elements(),
                    lines.length(),
                    lines.inner(),
                    backwards,
                    run);
            order.close();
            order = merged;
        }
        return order;
    }

    private static Kernel blocks(DType type) {
        return Kernel.of(
                Program.of("sort", type),
                "sort_blocks",
                MEMORY,
                new Parameter.Tensor(type),
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static Kernel merge(DType type) {
        return Kernel.of(
                Program.of("sort", type),
                "sort_merge",
                MEMORY,
                MEMORY,
                new Parameter.Tensor(type),
                LONG,
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static Kernel place() {
        return Kernel.of(
                Program.of("sort", DType.I32),
                "sort_place",
                new Parameter.Tensor(DType.I32),
                MEMORY,
                LONG,
                LONG,
                LONG);
    }

    static void list(Consumer<Kernel> catalogue) {
        catalogue.accept(place());
        for (DType type : DType.values()) {
            catalogue.accept(blocks(type));
            catalogue.accept(merge(type));
        }
    }
}
