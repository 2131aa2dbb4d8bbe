package org.ranvier.cpu.conv;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.gemm.Gemm;
import org.ranvier.cpu.gemm.Matrix;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Fused;
import org.ranvier.spi.Operand;

/**
 * Convolutions and their gradients as matrix products, image by image. The windows of a few lines
 * of the output are laid out as a matrix in the cache, used, and overwritten; those of a whole
 * image never exist.
 */
public final class ConvKernels {
    /** Bytes of the windows laid out at once: half a second-level cache. */
    private static final long WINDOWS = 1 << 18;

    /**
     * Parts of the batch whose weight gradients are summed apart; fixed, so that sums do not depend
     * on threads.
     */
    private static final long PARTS = 16;

    private final Workers workers;
    private final Geometry g;
    private final DType type;
    private final long size;
    private final Columns columns;

    private ConvKernels(Workers workers, Geometry geometry, DType type) {
        this.workers = workers;
        this.g = geometry;
        this.type = type;
        this.size = type.byteSize();
        this.columns = new Columns(geometry, type);
    }

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        return op instanceof Conv
                || op instanceof ConvInputGradient
                || op instanceof ConvWeightGradient;
    }

    /**
     * Runs the kernel.
     *
     * @param workers who does it
     * @param op the operation
     * @param in its inputs, contiguous
     * @param out its outputs, contiguous
     */
    public static void execute(Workers workers, Fused op, List<Operand> in, List<Operand> out) {
        Operand a = in.get(0);
        Operand b = in.get(1);
        Operand result = out.get(0);
        long first = Raw.address(a);
        long second = Raw.address(b);
        long target = Raw.address(result);
        switch (op) {
            case Conv o ->
                    new ConvKernels(
                                    workers,
                                    new Geometry(
                                            o.geometry(), a.shape(), b.shape(), result.shape()),
                                    a.dtype())
                            .forward(first, second, target);
            case ConvInputGradient o ->
                    new ConvKernels(
                                    workers,
                                    new Geometry(o.geometry(), o.shape(), a.shape(), b.shape()),
                                    a.dtype())
                            .inputGradient(first, second, target);
            case ConvWeightGradient o ->
                    new ConvKernels(
                                    workers,
                                    new Geometry(o.geometry(), a.shape(), o.shape(), b.shape()),
                                    a.dtype())
                            .weightGradient(first, second, target);
            default -> throw new IllegalArgumentException(op.name() + ": not a convolution");
        }
    }

    /** What is done with a few lines of the output of one image and group. */
    @FunctionalInterface
    private interface Block {
        void run(long firstLine, long lines);
    }

    private void forEachBlock(Block block) {
        long most = Math.max(1, WINDOWS / (g.terms() * g.out[2] * size));
        for (long line = 0; line < g.lines(); line += most) {
            block.run(line, Math.min(most, g.lines() - line));
        }
    }

    private long scratch(long lines) {
        return Work.local().address(Work.Use.IMAGE, g.terms() * lines * g.out[2] * size);
    }

    private long inputOf(long x, long image, long group) {
        return x + (image * g.groups + group) * g.inChannels * g.plane() * size;
    }

    private Matrix weights(long weight, long group) {
        return new Matrix(
                weight + group * g.outChannels * g.terms() * size, g.terms() * size, size);
    }

    private Matrix outputs(long y, long image, long group, long firstLine) {
        long start =
                (image * g.groups + group) * g.outChannels * g.positions() + firstLine * g.out[2];
        return new Matrix(y + start * size, g.positions() * size, size);
    }

    private void forward(long x, long weight, long y) {
        workers.parallel(
                g.images * g.groups,
                grain(),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        long image = i / g.groups;
                        long group = i % g.groups;
                        long from = inputOf(x, image, group);
                        forEachBlock((line, lines) ->
                                Gemm.serial(
                                        type,
                                        g.outChannels,
                                        lines * g.out[2],
                                        g.terms(),
                                        weights(weight, group),
                                        windows(from, line, lines),
                                        outputs(y, image, group, line)));
                    }
                });
    }

    /** The windows of a few lines as a matrix {@code [terms, positions]}. */
    private Matrix windows(long image, long firstLine, long lines) {
        if (g.isPointwise()) {
            return new Matrix(image + firstLine * g.out[2] * size, g.plane() * size, size);
        }
        long matrix = scratch(lines);
        columns.gather(image, matrix, firstLine, lines);
        return new Matrix(matrix, lines * g.out[2] * size, size);
    }

    private void inputGradient(long weight, long dy, long dx) {
        workers.parallel(
                g.images * g.groups,
                grain(),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        long image = i / g.groups;
                        long group = i % g.groups;
                        long to = inputOf(dx, image, group);
                        Raw.ALL.asSlice(to, g.inChannels * g.plane() * size).fill((byte) 0);
                        forEachBlock((line, lines) -> {
                            long matrix = scratch(lines);
                            Gemm.serial(
                                    type,
                                    g.terms(),
                                    lines * g.out[2],
                                    g.outChannels,
                                    weights(weight, group).transpose(),
                                    outputs(dy, image, group, line),
                                    new Matrix(matrix, lines * g.out[2] * size, size));
                            columns.scatterAdd(matrix, to, line, lines);
                        });
                    }
                });
    }

    private void weightGradient(long x, long dy, long dw) {
        long parts = Math.min(PARTS, g.images);
        long elements = g.groups * g.outChannels * g.terms();
        long sums = Work.local().address(Work.Use.SHARED, parts * elements * size);
        workers.parallel(
                parts,
                1,
                (start, end) -> {
                    for (long part = start; part < end; part++) {
                        long sum = sums + part * elements * size;
                        Raw.ALL.asSlice(sum, elements * size).fill((byte) 0);
                        for (long image = part * g.images / parts;
                                image < (part + 1) * g.images / parts;
                                image++) {
                            addImage(x, dy, image, sum);
                        }
                    }
                });
        Sums.combine(workers, type, sums, parts, elements, dw);
    }

    private void addImage(long x, long dy, long image, long sum) {
        long elements = g.outChannels * g.terms();
        for (long group = 0; group < g.groups; group++) {
            long which = group;
            long from = inputOf(x, image, group);
            forEachBlock((line, lines) -> {
                long product = Work.local().address(Work.Use.PRODUCT, elements * size);
                Gemm.serial(
                        type,
                        g.outChannels,
                        g.terms(),
                        lines * g.out[2],
                        outputs(dy, image, which, line),
                        windows(from, line, lines).transpose(),
                        new Matrix(product, g.terms() * size, size));
                Sums.add(type, product, sum + which * elements * size, elements);
            });
        }
    }

    /** Images of a piece of work: some ten microseconds. */
    private long grain() {
        return Math.max(1, (1 << 20) / Math.max(1, g.outChannels * g.terms() * g.positions()));
    }
}
