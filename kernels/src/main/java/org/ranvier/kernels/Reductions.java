package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.MEMORY;
import static org.ranvier.kernels.Parameter.Plain.VIEW;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;
import org.ranvier.spi.Buffer;
import org.ranvier.spi.Operand;

/**
 * Many elements become one. The order in which they are joined follows from shape, layout and
 * device alone.
 */
final class Reductions {
    /** Room for the widest partial result: a double and its rest. */
    private static final int PARTIAL_BYTES = 16;

    /** Fewer elements than these are not worth a work item of their own. */
    private static final long LEAST_PIECE = 256;

    /** As many neighbouring outputs a processor makes together at least, and at most. */
    private static final long NARROW = 64;

    private static final long COLUMNS = 4096;

    private final Device device;
    private final Scratch scratch;

    Reductions(Device device, Scratch scratch) {
        this.device = device;
        this.scratch = scratch;
    }

    void reduce(Op.Reduce op, Operand x, Operand y) {
        long outputs = y.shape().elements();
        long length = x.shape().elements() / outputs;
        int[] axes = IntStream.range(0, x.shape().rank()).toArray();
        View kept =
                View.of(
                        part(
                                x.layout(),
                                IntStream.of(axes).filter(i -> !op.axes().contains(i)).toArray()),
                        y.layout());
        View reduced = View.of(part(x.layout(), op.axes().stream().mapToInt(i -> i).toArray()));
        boolean rows = isBestByRows(kept, reduced, length);
        long items = Math.ceilDiv(outputs, piece(kept, reduced));
        long segments = segments(rows, items, length);
        if (segments == 1) {
            join(op.function(), rows, x, y, y.buffer(), kept, reduced, segments);
            return;
        }
        try (Scratch.Lease partial = scratch.lend(outputs * segments * PARTIAL_BYTES)) {
            join(op.function(), rows, x, y, partial.buffer(), kept, reduced, segments);
            device.launch(
                    finish(op.function(), y.dtype()),
                    device.traits().groups(outputs),
                    y,
                    partial.buffer(),
                    outputs,
                    segments,
                    kept);
        }
    }

    private void join(
            Reduction function,
            boolean rows,
            Operand x,
            Operand y,
            Buffer partial,
            View kept,
            View reduced,
            long segments) {
        long outputs = kept.elements();
        Traits traits = device.traits();
        long piece = piece(kept, reduced);
        long items = Math.ceilDiv(outputs, piece) * segments;
        device.launch(
                join(function, y.dtype(), rows),
                rows || traits.cpu() ? items : traits.groups(items),
                y,
                partial,
                x,
                outputs,
                reduced.elements(),
                segments,
                piece,
                kept,
                reduced);
    }

    /** How many neighbouring outputs a work item makes: one, but on a processor. */
    private long piece(View kept, View reduced) {
        Traits traits = device.traits();
        if (!traits.cpu()) {
            return 1;
        }
        long outputs = kept.elements();
        return columns(kept, reduced)
                ? Math.clamp(outputs / traits.enough(), NARROW, COLUMNS)
                : traits.share(outputs, reduced.elements());
    }

    /** Whether neighbouring outputs' elements lie closer in memory than those of one output. */
    private static boolean columns(View kept, View reduced) {
        return kept.elements() > 1
                && Math.abs(kept.innermostStride(0)) < Math.abs(reduced.innermostStride(0));
    }

    /**
     * By rows, a group makes one output; that pays where a line is long and its neighbours lie
     * together. On a processor a work item alone reads them better.
     */
    private boolean isBestByRows(View kept, View reduced, long length) {
        Traits traits = device.traits();
        return !traits.cpu() && !columns(kept, reduced) && length >= traits.group();
    }

    /** Into how many pieces lines are cut, so that the device has enough to do. */
    private long segments(boolean rows, long items, long length) {
        Traits traits = device.traits();
        long each = rows ? 4 : 2L * traits.group();
        long wanted = traits.cpu() ? traits.enough() : each * traits.units();
        long most = length / (rows ? 8L * traits.group() : LEAST_PIECE);
        return Math.clamp((wanted + items - 1) / items, 1, Math.max(1, most));
    }

    private static Layout part(Layout layout, int[] axes) {
        int[] rest =
                IntStream.range(0, layout.shape().rank())
                        .filter(i -> IntStream.of(axes).noneMatch(a -> a == i))
                        .toArray();
        int[] order = IntStream.concat(IntStream.of(axes), IntStream.of(rest)).toArray();
        Layout permuted = layout.permute(order);
        long[] strides = java.util.Arrays.copyOf(permuted.strides(), axes.length);
        return new Layout(permuted.shape().head(axes.length), strides, 0);
    }

    void argReduce(Op.ArgReduce op, Operand x, Operand y) {
        Lines lines = Lines.of(x.shape(), op.axis());
        Traits traits = device.traits();
        boolean rows =
                !traits.cpu()
                        && lines.length() >= 4L * traits.group()
                        && lines.count() < (long) traits.units() * traits.group();
        long piece = traits.cpu() ? lines.width(traits, 1) : 1;
        long items = Math.ceilDiv(lines.count(), piece);
        device.launch(
                arg(op.largest(), x.dtype(), rows),
                rows || traits.cpu() ? items : traits.groups(items),
                y,
                x,
                lines.count(),
                lines.length(),
                lines.inner(),
                piece);
    }

    private static Kernel join(Reduction function, DType type, boolean rows) {
        return Kernel.of(
                Program.of("reduce", type),
                name(function) + (rows ? "_rows" : "_items"),
                new Parameter.Tensor(type),
                MEMORY,
                new Parameter.Tensor(type),
                LONG,
                LONG,
                LONG,
                LONG,
                VIEW,
                VIEW);
    }

    private static Kernel finish(Reduction function, DType type) {
        return Kernel.of(
                Program.of("reduce", type),
                name(function) + "_finish",
                new Parameter.Tensor(type),
                MEMORY,
                LONG,
                LONG,
                VIEW);
    }

    private static Kernel arg(boolean largest, DType type, boolean rows) {
        return Kernel.of(
                Program.of("arg", type),
                (largest ? "argmax" : "argmin") + (rows ? "_rows" : "_items"),
                new Parameter.Tensor(DType.I32),
                new Parameter.Tensor(type),
                LONG,
                LONG,
                LONG,
                LONG);
    }

    private static String name(Reduction function) {
        return function.name().toLowerCase(Locale.ROOT);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : DType.values()) {
            for (boolean flag : new boolean[] {false, true}) {
                catalogue.accept(arg(true, type, flag));
                catalogue.accept(arg(false, type, flag));
            }
            List<Reduction> functions =
                    type == DType.BOOL
                            ? List.of(Reduction.MAX, Reduction.MIN)
                            : List.of(Reduction.values());
            for (Reduction function : functions) {
                catalogue.accept(join(function, type, true));
                catalogue.accept(join(function, type, false));
                catalogue.accept(finish(function, type));
            }
        }
    }
}
