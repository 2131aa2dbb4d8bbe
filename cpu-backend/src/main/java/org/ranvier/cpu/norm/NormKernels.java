package org.ranvier.cpu.norm;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.BatchNorm;
import org.ranvier.op.BatchNormGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.LayerNorm;
import org.ranvier.op.LayerNormGradient;
import org.ranvier.spi.Operand;

/** Kernels for layer and batch normalisation and their gradients. */
public final class NormKernels {
    /** Channels of a piece of work where they lie side by side: a cache line is used up. */
    private static final long COLUMNS = 64;

    /** An element is read about so many times. */
    private static final long WEIGHT = 4;

    private NormKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        long run =
                op instanceof LayerNorm || op instanceof LayerNormGradient
                        ? in.get(1).shape().elements()
                        : positions(in.get(0).shape());
        return run < 1 << 28;
    }

    /** Elements of a channel in an image. */
    private static long positions(Shape x) {
        return x.tail(x.rank() - 2).elements();
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
        NormTwins twins = NormTwins.of(in.get(0).dtype());
        long[] at = Raw.addresses(in, out);
        switch (op) {
            case LayerNorm o -> new LayerNorms(in, at, o.epsilon()).forward(workers, twins.layer());
            case LayerNormGradient o ->
                    new LayerNorms(in, at, o.epsilon()).backward(workers, twins.layerGradient());
            case BatchNorm o -> batch(workers, twins, at, in.get(0), o.epsilon());
            case BatchNormGradient o -> batchGradient(workers, twins, at, in.get(0), o.epsilon());
            default ->
                    throw new IllegalArgumentException(
                            op.name() + ": not a normalisation; ask supports first");
        }
    }

    private static void batch(
            Workers workers, NormTwins twins, long[] at, Operand x, double epsilon) {
        int bytes = x.dtype().byteSize();
        long channels = x.shape().size(1);
        long images = x.shape().size(0);
        int n = (int) positions(x.shape());
        long image = channels * n * bytes;
        long[] element = {n * (long) bytes, bytes, bytes, n * (long) bytes, bytes, bytes};
        if (n == 1) {
            Twin<BatchKernel> twin = twins.columns();
            BatchKernel kernel = twin.get(channels * images * WEIGHT);
            columns(
                    workers,
                    channels,
                    grain(twin, kernel, images),
                    (first, count) ->
                            kernel.columns(
                                    shift(at, element, first), count, images, image, epsilon));
            return;
        }
        Twin<BatchKernel> twin = twins.batch();
        BatchKernel kernel = twin.get(channels * images * n * WEIGHT);
        Planes planes = new Planes(images, image, n);
        workers.parallel(
                channels,
                grain(twin, kernel, images * n),
                (start, end) -> {
                    for (long c = start; c < end; c++) {
                        kernel.batch(shift(at, element, c), planes, epsilon);
                    }
                });
    }

    private static void batchGradient(
            Workers workers, NormTwins twins, long[] at, Operand x, double epsilon) {
        int bytes = x.dtype().byteSize();
        long channels = x.shape().size(1);
        long images = x.shape().size(0);
        int n = (int) positions(x.shape());
        long image = channels * n * bytes;
        long run = n * (long) bytes;
        long[] element = {run, bytes, bytes, bytes, run, run, bytes, bytes};
        if (n == 1) {
            Twin<BatchKernel> twin = twins.columnsGradient();
            BatchKernel kernel = twin.get(channels * images * WEIGHT);
            columns(
                    workers,
                    channels,
                    grain(twin, kernel, images),
                    (first, count) ->
                            kernel.columnsGradient(
                                    shift(at, element, first), count, images, image, epsilon));
            return;
        }
        Twin<BatchKernel> twin = twins.batchGradient();
        BatchKernel kernel = twin.get(channels * images * n * WEIGHT);
        Planes planes = new Planes(images, image, n);
        workers.parallel(
                channels,
                grain(twin, kernel, images * n),
                (start, end) -> {
                    for (long c = start; c < end; c++) {
                        kernel.batchGradient(shift(at, element, c), planes, epsilon);
                    }
                });
    }

    /** Takes channels that lie side by side. */
    @FunctionalInterface
    private interface Columns {
        void run(long first, int count);
    }

    private static void columns(Workers workers, long channels, long grain, Columns task) {
        workers.parallel(
                Math.ceilDiv(channels, COLUMNS),
                Math.max(1, grain / COLUMNS),
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece * COLUMNS;
                        task.run(first, (int) Math.min(COLUMNS, channels - first));
                    }
                });
    }

    /** The operands' parts of a channel. */
    private static long[] shift(long[] at, long[] element, long channel) {
        long[] shifted = new long[at.length];
        for (int k = 0; k < at.length; k++) {
            shifted[k] = at[k] + channel * element[k];
        }
        return shifted;
    }

    private static long grain(Twin<BatchKernel> twin, BatchKernel kernel, long elements) {
        return Math.max(1, twin.grain(kernel) / (WEIGHT * elements));
    }
}
