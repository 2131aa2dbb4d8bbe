package org.ranvier.cpu.softmax;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.CrossEntropyGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Softmax;
import org.ranvier.spi.Operand;

/** Kernels for softmax, its logarithm, and the cross-entropy of logits. */
public final class SoftmaxKernels {
    /** Columns of a piece of work: a cache line of each row is used up. */
    private static final long COLUMNS = 64;

    /** An exponential takes as long as so many additions. */
    private static final long WEIGHT = 4;

    private SoftmaxKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        Shape x = in.get(0).shape();
        long length =
                switch (op) {
                    case Softmax o -> x.size(o.axis());
                    case CrossEntropy _, CrossEntropyGradient _ -> x.size(1);
                    default -> Long.MAX_VALUE;
                };
        return length < 1 << 30;
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
        Operand x = in.get(0);
        Operand y = out.get(0);
        switch (op) {
            case Softmax o -> softmax(workers, o, x, y);
            case CrossEntropy o -> loss(workers, o, x, in.get(1), y);
            case CrossEntropyGradient o -> gradient(workers, o, x, in.get(1), in.get(2), y);
            default ->
                    throw new IllegalArgumentException(
                            op.name() + ": not a softmax; ask supports first");
        }
    }

    private static void softmax(Workers workers, Softmax op, Operand x, Operand y) {
        int axis = x.shape().axis(op.axis());
        Shape behind = x.shape().tail(x.shape().rank() - 1 - axis);
        SoftmaxTwins twins = SoftmaxTwins.of(x.dtype());
        if (behind.elements() == 1) {
            rows(workers, op.log() ? twins.logRows() : twins.rows(), op.log(), x, y, axis);
        } else {
            Twin<SoftmaxKernel> twin = op.log() ? twins.logColumns() : twins.columns();
            columns(workers, twin, op.log(), x, y, axis, behind.elements());
        }
    }

    private static void rows(
            Workers workers,
            Twin<SoftmaxKernel> twin,
            boolean log,
            Operand x,
            Operand y,
            int axis) {
        int n = (int) x.shape().size(axis);
        long elements = x.shape().elements();
        long row = (long) n * x.dtype().byteSize();
        SoftmaxKernel kernel = twin.get(elements);
        long from = Raw.address(x);
        long to = Raw.address(y);
        workers.parallel(
                elements / n,
                grain(twin, kernel, n),
                (start, end) ->
                        kernel.rows(from + start * row, to + start * row, end - start, n, log));
    }

    private static void columns(
            Workers workers,
            Twin<SoftmaxKernel> twin,
            boolean log,
            Operand x,
            Operand y,
            int axis,
            long width) {
        int n = (int) x.shape().size(axis);
        int bytes = x.dtype().byteSize();
        long across = Math.ceilDiv(width, COLUMNS);
        SoftmaxKernel kernel = twin.get(x.shape().elements());
        long from = Raw.address(x);
        long to = Raw.address(y);
        workers.parallel(
                x.shape().head(axis).elements() * across,
                grain(twin, kernel, n * COLUMNS),
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece % across * COLUMNS;
                        long at = (piece / across * n * width + first) * bytes;
                        int columns = (int) Math.min(COLUMNS, width - first);
                        kernel.columns(from + at, to + at, columns, n, width * bytes, log);
                    }
                });
    }

    private static void loss(
            Workers workers, CrossEntropy op, Operand x, Operand targets, Operand y) {
        Targets.check(targets, op.ignored(), x.shape().size(1));
        int n = (int) x.shape().size(1);
        long bytes = x.dtype().byteSize();
        Twin<SoftmaxKernel> twin = SoftmaxTwins.of(x.dtype()).loss();
        SoftmaxKernel kernel = twin.get(x.shape().elements());
        long from = Raw.address(x);
        long target = Raw.address(targets);
        long to = Raw.address(y);
        workers.parallel(
                x.shape().size(0),
                grain(twin, kernel, n),
                (start, end) ->
                        kernel.loss(
                                from + start * n * bytes,
                                target + start * Integer.BYTES,
                                to + start * bytes,
                                end - start,
                                n,
                                op.ignored(),
                                op.smoothing()));
    }

    private static void gradient(
            Workers workers,
            CrossEntropyGradient op,
            Operand x,
            Operand targets,
            Operand g,
            Operand y) {
        Targets.check(targets, op.ignored(), x.shape().size(1));
        int n = (int) x.shape().size(1);
        long bytes = x.dtype().byteSize();
        Twin<SoftmaxKernel> twin = SoftmaxTwins.of(x.dtype()).gradient();
        SoftmaxKernel kernel = twin.get(x.shape().elements());
        long from = Raw.address(x);
        long target = Raw.address(targets);
        long times = Raw.address(g);
        long to = Raw.address(y);
        workers.parallel(
                x.shape().size(0),
                grain(twin, kernel, n),
                (start, end) ->
                        kernel.gradient(
                                from + start * n * bytes,
                                target + start * Integer.BYTES,
                                times + start * bytes,
                                to + start * n * bytes,
                                end - start,
                                n,
                                op.ignored(),
                                op.smoothing()));
    }

    private static long grain(Twin<SoftmaxKernel> twin, SoftmaxKernel kernel, long elements) {
        return Math.max(1, twin.grain(kernel) / (WEIGHT * elements));
    }
}
