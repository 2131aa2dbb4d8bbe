package org.ranvier.kernels;

import static org.ranvier.kernels.Parameter.Plain.LONG;
import static org.ranvier.kernels.Parameter.Plain.MEMORY;
import static org.ranvier.kernels.Parameter.Plain.VIEW;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Precision;
import org.ranvier.TensorSpec;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvInputGradient;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/**
 * Products of matrices and convolutions on CUDA devices, tile by tile. The order of the sums
 * follows from shapes and device alone.
 */
public final class TiledProducts {
    /** A product with a shorter inner index is not cut into segments. */
    private static final long LEAST_SEGMENT = 256;

    private static final int SMALL = 64;
    private static final int LARGE = 128;

    private final Device device;
    private final Scratch scratch;
    private final Precision precision;

    /**
     * Products on a device.
     *
     * @param device launches the kernels
     * @param precision of products of F32; below full precision the device must have compute
     *     capability 8.0
     */
    public TiledProducts(Device device, Precision precision) {
        this.device = device;
        this.scratch = new Scratch(device);
        this.precision = precision;
    }

    /**
     * Whether there is a kernel for an operation.
     *
     * @param op the operation
     * @param in what is known of its inputs
     * @return true if {@link #execute} takes it
     */
    public boolean supports(Op op, List<TensorSpec> in) {
        return switch (op) {
            case Op.MatMul _, Conv _, ConvInputGradient _, ConvWeightGradient _ ->
                    fits(in.get(0))
                            && fits(in.get(1))
                            && op.outputs(in).stream().allMatch(TiledProducts::fits);
            default -> false;
        };
    }

    /** Kernels count with 32 bits, and need some of these for places outside of a tensor. */
    private static boolean fits(TensorSpec spec) {
        return spec.shape().elements() < 1L << 30;
    }

    /**
     * Enters an operation into the device's queue.
     *
     * @param op an operation that is {@linkplain #supports supported}
     * @param in its inputs
     * @param y its output, to be written
     */
    public void execute(Op op, List<Operand> in, Operand y) {
        Operand a = in.get(0);
        Operand b = in.get(1);
        switch (op) {
            case Op.MatMul _ -> matmul(a, b, y);
            case Conv conv -> {
                ConvPlan plan = new ConvPlan(conv.geometry(), a.shape(), b.shape(), y.shape());
                convolve("conv", plan.forward(), b, a, y, true);
            }
            case ConvInputGradient conv -> {
                ConvPlan plan = new ConvPlan(conv.geometry(), y.shape(), a.shape(), b.shape());
                plan.toInput().forEach(product -> convolve("conv", product, a, b, y, false));
            }
            case ConvWeightGradient conv -> {
                ConvPlan plan = new ConvPlan(conv.geometry(), a.shape(), y.shape(), b.shape());
                convolve("conv_weight", plan.toWeight(), b, a, y, true);
            }
            default -> throw new IllegalArgumentException("no tiled kernel for " + op.name());
        }
    }

    /** Gives memory kept for intermediate results back to the device. */
    public void trim() {
        scratch.trim();
    }

    private void matmul(Operand a, Operand b, Operand y) {
        int row = a.shape().rank() - 2;
        int column = row + 1;
        long m = y.shape().size(row);
        long n = y.shape().size(column);
        long k = a.shape().size(column);
        Layout left = a.layout();
        Layout right = b.layout();
        Tiling tiling = tiling(y.dtype(), m, n, k, y.shape().elements() / (m * n), true);
        launch(
                kernel("gemm", "gemm", precision(y.dtype()), y.dtype(), tiling.size(), MATMUL),
                tiling,
                y,
                a,
                b,
                m,
                n,
                k,
                left.stride(row),
                left.stride(column),
                right.stride(row),
                right.stride(column),
                View.inOrder(batches(left), batches(right)));
    }

    private static Layout batches(Layout layout) {
        int rank = layout.shape().rank() - 2;
        return new Layout(layout.shape().head(rank), Arrays.copyOf(layout.strides(), rank), 0);
    }

    private void convolve(
            String name,
            ConvPlan.Product product,
            Operand left,
            Operand right,
            Operand y,
            boolean mayCut) {
        Tiling tiling =
                tiling(y.dtype(), product.m(), product.n(), product.k(), product.groups(), mayCut);
        launch(
                kernel("conv", name, precision(y.dtype()), y.dtype(), tiling.size(), CONVOLVE),
                tiling,
                y,
                left,
                right,
                product.packed());
    }

    private Precision precision(DType type) {
        return type == DType.F32 ? precision : Precision.FULL;
    }

    /** How a product is cut: the size of tiles, their number, and segments of the inner index. */
    private record Tiling(int size, long tiles, long segments) {}

    /** Large tiles read less, if there are enough of them for the whole device. */
    private Tiling tiling(DType type, long m, long n, long k, long batches, boolean mayCut) {
        long processors = Math.max(1, device.traits().units() / 4);
        long large = batches * Math.ceilDiv(m, LARGE) * Math.ceilDiv(n, LARGE);
        if (type == DType.F32 && large >= processors) {
            return new Tiling(LARGE, large, 1);
        }
        long small = batches * Math.ceilDiv(m, SMALL) * Math.ceilDiv(n, SMALL);
        long most = mayCut ? Math.max(1, k / LEAST_SEGMENT) : 1;
        return new Tiling(SMALL, small, Math.clamp(2 * processors / small, 1, most));
    }

    /** Launches a kernel whose first parameters are y, a, b, partial, elements and segments. */
    private void launch(
            Kernel kernel, Tiling tiling, Operand y, Operand a, Operand b, Object... rest) {
        long elements = y.shape().elements();
        long segments = tiling.segments();
        List<Object> arguments = new ArrayList<>(List.of(y, a, b, y.buffer(), elements, segments));
        arguments.addAll(List.of(rest));
        if (segments == 1) {
            device.launch(kernel, tiling.tiles(), arguments.toArray());
            return;
        }
        try (Scratch.Lease partial = scratch.lend(elements * segments * y.dtype().byteSize())) {
            arguments.set(3, partial.buffer());
            device.launch(kernel, tiling.tiles() * segments, arguments.toArray());
            device.launch(
                    join(y.dtype()),
                    device.traits().groups(elements),
                    y,
                    partial.buffer(),
                    elements,
                    segments);
        }
    }

    private static final List<Parameter> MATMUL =
            List.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, VIEW);
    private static final List<Parameter> CONVOLVE =
            List.of(new Parameter.Numbers(ConvPlan.Product.NUMBERS));

    private static Kernel kernel(
            String unit,
            String name,
            Precision precision,
            DType type,
            int size,
            List<Parameter> rest) {
        Parameter tensor = new Parameter.Tensor(type);
        List<Parameter> all = new ArrayList<>(List.of(tensor, tensor, tensor, MEMORY, LONG, LONG));
        all.addAll(rest);
        boolean full = precision == Precision.FULL;
        return new Kernel(
                Program.of(full ? unit : unit + "_tensor", type),
                name
                        + (full ? "" : "_" + precision.name().toLowerCase(Locale.ROOT))
                        + (size == LARGE ? "_large" : "_small"),
                all);
    }

    private static Kernel join(DType type) {
        return Kernel.of(
                Program.of("gemm", type), "join", new Parameter.Tensor(type), MEMORY, LONG, LONG);
    }

    /**
     * Every kernel there is.
     *
     * @return the catalogue
     */
    public static List<Kernel> catalogue() {
        List<Kernel> kernels = new ArrayList<>();
        for (DType type : List.of(DType.F32, DType.F64)) {
            kernels.add(join(type));
            for (Precision precision : Precision.values()) {
                for (int size : new int[] {SMALL, LARGE}) {
                    if (type == DType.F32 || precision == Precision.FULL && size == SMALL) {
                        kernels.add(kernel("gemm", "gemm", precision, type, size, MATMUL));
                        kernels.add(kernel("conv", "conv", precision, type, size, CONVOLVE));
                        kernels.add(kernel("conv", "conv_weight", precision, type, size, CONVOLVE));
                    }
                }
            }
        }
        return Collections.unmodifiableList(kernels);
    }
}
