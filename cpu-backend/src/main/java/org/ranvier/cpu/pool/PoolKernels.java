package org.ranvier.cpu.pool;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.AveragePool;
import org.ranvier.op.Fused;
import org.ranvier.op.MaxPool;
import org.ranvier.op.MaxPoolGradient;
import org.ranvier.spi.Operand;

/**
 * Kernels for pooling and its gradients: each channel of each image is a piece of work of its own.
 */
public final class PoolKernels {
    private PoolKernels() {}

    /**
     * Whether there is a kernel.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public static boolean supports(Fused op, List<TensorSpec> in) {
        return op instanceof MaxPool || op instanceof MaxPoolGradient || op instanceof AveragePool;
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
            case MaxPool o -> {
                Windows windows = new Windows(o.windows(), x.shape(), y.shape());
                new MaxForward(windows, x, y, out.get(1))
                        .run(workers, grain(windows.outputs() * windows.size()));
            }
            case AveragePool o ->
                    average(
                            workers,
                            new Windows(o.windows(), x.shape(), y.shape()),
                            o.countPadding(),
                            x,
                            y);
            case MaxPoolGradient _ -> maxGradient(workers, x, in.get(1), y);
            default -> throw new IllegalArgumentException(op.name() + ": not a pooling operation");
        }
    }

    private static long channels(Operand operand) {
        return operand.shape().head(2).elements();
    }

    private static long grain(long work) {
        return Math.max(1, (1 << 14) / Math.max(1, work));
    }

    private static void average(
            Workers workers, Windows windows, boolean countPadding, Operand x, Operand y) {
        Cells from = Cells.of(x);
        Cells to = Cells.of(y);
        workers.parallel(
                channels(x),
                grain(windows.outputs() * windows.size()),
                (start, end) -> {
                    Windows.Span span = windows.span();
                    for (long channel = start; channel < end; channel++) {
                        long base = channel * windows.inputs();
                        for (long o = 0; o < windows.outputs(); o++) {
                            span.move(o);
                            double sum = 0;
                            for (long a = span.from0; a < span.to0; a += windows.step0()) {
                                for (long b = span.from1; b < span.to1; b += windows.step1()) {
                                    long row = base + (a * windows.in1() + b) * windows.in2();
                                    for (long c = span.from2; c < span.to2; c += windows.step2()) {
                                        sum += from.get(row + c);
                                    }
                                }
                            }
                            long count = countPadding ? span.padded() : span.inside();
                            to.set(channel * windows.outputs() + o, sum / count);
                        }
                    }
                });
    }

    private static void maxGradient(
            Workers workers, Operand gradient, Operand positions, Operand y) {
        Cells from = Cells.of(gradient);
        Cells at = Cells.of(positions);
        Cells to = Cells.of(y);
        long outputs = gradient.shape().elements() / Math.max(1, channels(gradient));
        long inputs = y.shape().elements() / channels(y);
        long bytes = inputs * y.dtype().byteSize();
        workers.parallel(
                channels(y),
                grain(outputs + inputs),
                (start, end) -> {
                    for (long channel = start; channel < end; channel++) {
                        Raw.ALL.asSlice(Raw.address(y) + channel * bytes, bytes).fill((byte) 0);
                        for (long o = 0; o < outputs; o++) {
                            long index = channel * outputs + o;
                            int position = at.getInt(index);
                            if (position < 0 || position >= inputs) {
                                throw new IndexOutOfBoundsException(
                                        "max_pool_gradient: position "
                                                + position
                                                + " is outside a plane of "
                                                + inputs
                                                + " elements");
                            }
                            to.add(channel * inputs + position, from.get(index));
                        }
                    }
                });
    }

    /** Elements of a contiguous operand, as doubles. */
    private record Cells(long address, boolean single) {
        static Cells of(Operand operand) {
            return new Cells(Raw.address(operand), operand.dtype() != DType.F64);
        }

        double get(long index) {
            return single
                    ? Raw.ALL.get(Access.FLOAT, address + 4 * index)
                    : Raw.ALL.get(Access.DOUBLE, address + 8 * index);
        }

        void set(long index, double value) {
            if (single) {
                Raw.ALL.set(Access.FLOAT, address + 4 * index, (float) value);
            } else {
                Raw.ALL.set(Access.DOUBLE, address + 8 * index, value);
            }
        }

        /** Adds in the element's own type, as the decomposition does. */
        void add(long index, double value) {
            set(index, get(index) + value);
        }

        int getInt(long index) {
            return Raw.ALL.get(Access.INT, address + 4 * index);
        }
    }
}
