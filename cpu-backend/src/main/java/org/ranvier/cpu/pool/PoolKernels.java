package org.ranvier.cpu.pool;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.AveragePool;
import org.ranvier.op.AveragePoolGradient;
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
        return op instanceof MaxPool
                || op instanceof MaxPoolGradient && in.get(0).dtype().isFloating()
                || op instanceof AveragePool
                || op instanceof AveragePoolGradient;
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
                Windows windows = Windows.of(o.windows(), x.shape(), y.shape());
                new MaxForward(windows, x, y, out.get(1))
                        .run(workers, grain(windows.outputs() * windows.size()));
            }
            case AveragePool o -> {
                Windows windows = Windows.of(o.windows(), x.shape(), y.shape());
                new Averages(windows, o.countPadding(), x, y)
                        .forward(workers, grain(windows.inputs() + windows.outputs()));
            }
            case AveragePoolGradient o -> {
                Windows windows = Windows.of(o.windows(), y.shape(), x.shape());
                new Averages(windows, o.countPadding(), y, x)
                        .backward(workers, grain(windows.inputs() + windows.outputs()));
            }
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

    private static void maxGradient(
            Workers workers, Operand gradient, Operand positions, Operand y) {
        long channels = channels(y);
        int outputs = Math.toIntExact(gradient.shape().elements() / channels);
        int inputs = Math.toIntExact(y.shape().elements() / channels);
        boolean single = y.dtype() == DType.F32;
        int bytes = y.dtype().byteSize();
        workers.parallel(
                channels,
                grain(outputs + inputs),
                (start, end) -> {
                    for (long channel = start; channel < end; channel++) {
                        long to = Raw.address(y) + channel * inputs * bytes;
                        long from = Raw.address(gradient) + channel * outputs * bytes;
                        long at = Raw.address(positions) + channel * outputs * Integer.BYTES;
                        Raw.ALL.asSlice(to, (long) inputs * bytes).fill((byte) 0);
                        for (int o = 0; o < outputs; o++) {
                            int place = Raw.ALL.get(Raw.INT, at + 4L * o);
                            check(place, inputs);
                            double sum = Line.get(single, to, place) + Line.get(single, from, o);
                            Line.set(single, to, place, sum);
                        }
                    }
                });
    }

    private static void check(int position, int inputs) {
        if (position < 0 || position >= inputs) {
            throw new IndexOutOfBoundsException(
                    "max_pool_gradient: position "
                            + position
                            + " is outside a plane of "
                            + inputs
                            + " elements");
        }
    }
}
