package org.ranvier.cpu.conv;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Fused;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/** Kernels for convolutions and their gradients. */
public final class ConvKernels {
    private ConvKernels() {}

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
        Operand y = out.get(0);
        switch (op) {
            case Conv o -> forward(workers, o.geometry(), in.get(0), in.get(1), y);
            case ConvInputGradient o -> input(workers, o.geometry(), in.get(0), in.get(1), y);
            case ConvWeightGradient o -> weight(workers, o.geometry(), in.get(0), in.get(1), y);
            default ->
                    throw new IllegalArgumentException(
                            op.name() + ": not a convolution; ask supports first");
        }
    }

    private static void forward(
            Workers workers, ConvGeometry geometry, Operand x, Operand weight, Operand y) {
        Winograd.run(
                workers,
                new Correlation(
                        x.dtype(),
                        forwardAxes(geometry, x.shape()),
                        x.shape().size(0),
                        geometry.groups(),
                        weight.shape().size(0) / geometry.groups(),
                        weight.shape().size(1),
                        Raw.address(x),
                        weights(weight, geometry.groups(), false),
                        Raw.address(y),
                        spatial(y.shape())));
    }

    private static void input(
            Workers workers, ConvGeometry geometry, Operand weight, Operand gradient, Operand x) {
        List<Window> windows = geometry.windows();
        long phases = windows.stream().mapToLong(Window::stride).reduce(1, Math::multiplyExact);
        for (long number = 0; number < phases; number++) {
            Axis[] axes = {Axis.NONE, Axis.NONE, Axis.NONE};
            long rest = number;
            for (int i = 0; i < windows.size(); i++) {
                Window w = windows.get(i);
                long length = x.shape().size(2 + i);
                axes[3 - windows.size() + i] = Axis.backward(w, length, rest % w.stride());
                rest /= w.stride();
            }
            Winograd.run(
                    workers,
                    new Correlation(
                            x.dtype(),
                            Axis.fold(axes),
                            x.shape().size(0),
                            geometry.groups(),
                            weight.shape().size(1),
                            weight.shape().size(0) / geometry.groups(),
                            Raw.address(gradient),
                            weights(weight, geometry.groups(), true),
                            Raw.address(x),
                            spatial(x.shape())));
        }
    }

    private static void weight(
            Workers workers, ConvGeometry geometry, Operand x, Operand gradient, Operand weight) {
        DType type = x.dtype();
        new WeightGradient(
                        type,
                        forwardAxes(geometry, x.shape()),
                        x.shape().size(0),
                        geometry.groups(),
                        weight.shape().size(0) / geometry.groups(),
                        weight.shape().size(1),
                        Raw.address(x),
                        Raw.address(gradient),
                        Raw.address(weight))
                .run(workers);
    }

    private static Axis[] forwardAxes(ConvGeometry geometry, Shape x) {
        Axis[] axes = {Axis.NONE, Axis.NONE, Axis.NONE};
        List<Window> windows = geometry.windows();
        for (int i = 0; i < windows.size(); i++) {
            axes[3 - windows.size() + i] = Axis.forward(windows.get(i), x.size(2 + i));
        }
        return Axis.fold(axes);
    }

    private static long[] spatial(Shape shape) {
        long[] sizes = {1, 1, 1};
        int axes = shape.rank() - 2;
        for (int i = 0; i < axes; i++) {
            sizes[3 - axes + i] = shape.size(2 + i);
        }
        return sizes;
    }

    private static Correlation.Weights weights(Operand weight, long groups, boolean adjoint) {
        long[] kernel = spatial(weight.shape());
        long taps = kernel[0] * kernel[1] * kernel[2];
        long channel = weight.shape().size(1) * taps;
        return new Correlation.Weights(
                Raw.address(weight),
                weight.shape().size(0) / groups * channel,
                adjoint ? taps : channel,
                adjoint ? channel : taps,
                new long[] {kernel[1] * kernel[2], kernel[2], 1});
    }
}
