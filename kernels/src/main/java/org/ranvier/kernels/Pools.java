package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.AveragePool;
import org.ranvier.op.MaxPool;
import org.ranvier.op.Window;
import org.ranvier.spi.Operand;

/** Pooling over windows, and the gradient of its maximum. */
final class Pools {
    private static final int AXES = 3;

    /** As many outputs as a piece has whose positions are bounded together. */
    private static final long PIECE = 32;

    private final Device device;
    private final Scratch scratch;

    Pools(Device device, Scratch scratch) {
        this.device = device;
        this.scratch = scratch;
    }

    void max(MaxPool op, Operand x, Operand y, Operand positions) {
        List<Object> arguments = new ArrayList<>(List.of(y, positions, x));
        arguments.add(y.shape().elements());
        arguments.addAll(geometry(op.windows(), x.shape(), y.shape()));
        launch(max(x.dtype()), y, arguments);
    }

    void average(AveragePool op, Operand x, Operand y) {
        List<Object> arguments = new ArrayList<>(List.of(y, x));
        arguments.add(y.shape().elements());
        arguments.addAll(geometry(op.windows(), x.shape(), y.shape()));
        for (int axis = op.windows().size() - AXES; axis < op.windows().size(); axis++) {
            boolean counts = axis >= 0 && op.countPadding();
            arguments.add(counts ? op.windows().get(axis).before() : 0L);
            arguments.add(counts ? op.windows().get(axis).after() : 0L);
        }
        launch(average(x.dtype()), y, arguments);
    }

    private void launch(Kernel kernel, Operand y, List<Object> arguments) {
        device.launch(
                kernel,
                device.traits().groupsOfElements(y.shape().elements()),
                arguments.toArray());
    }

    /** Of each axis its size, the number of windows, and the window. */
    private static List<Long> geometry(List<Window> windows, Shape in, Shape out) {
        List<Long> geometry = new ArrayList<>();
        for (int axis = windows.size() - AXES; axis < windows.size(); axis++) {
            Window window = axis < 0 ? Window.of(1, 1, 0) : windows.get(axis);
            geometry.add(axis < 0 ? 1 : in.size(2 + axis));
            geometry.add(axis < 0 ? 1 : out.size(2 + axis));
            geometry.addAll(
                    List.of(window.size(), window.stride(), window.before(), window.dilation()));
        }
        return geometry;
    }

    void maxGradient(Operand g, Operand positions, Operand dx) {
        long planes = dx.shape().head(2).elements();
        long size = dx.shape().elements() / planes;
        long outputs = g.shape().elements() / planes;
        if (device.traits().cpu()) {
            device.launch(
                    scatter(dx.dtype()),
                    device.traits().groups(planes),
                    dx,
                    g,
                    positions,
                    planes,
                    size,
                    outputs);
            return;
        }
        long pieces = Math.ceilDiv(outputs, PIECE);
        try (Scratch.Lease bounds = scratch.lend(2L * Integer.BYTES * planes * pieces)) {
            device.launch(
                    bounds(dx.dtype()),
                    device.traits().groups(planes * pieces),
                    bounds.buffer(),
                    positions,
                    planes,
                    outputs,
                    pieces);
            device.launch(
                    maxGradient(dx.dtype()),
                    device.traits().groups(dx.shape().elements()),
                    dx,
                    g,
                    positions,
                    bounds.buffer(),
                    dx.shape().elements(),
                    size,
                    outputs,
                    pieces);
        }
    }

    private static Kernel max(DType type) {
        return pool("max_pool", type)
                .tensors(1, type)
                .tensors(1, DType.I32)
                .tensors(1, type)
                .longs(1 + 6 * AXES)
                .kernel();
    }

    private static Kernel average(DType type) {
        return pool("average_pool", type).tensors(2, type).longs(1 + 8 * AXES).kernel();
    }

    private static Kernel bounds(DType type) {
        return pool("position_bounds", type).memories(1).tensors(1, DType.I32).longs(3).kernel();
    }

    private static Kernel maxGradient(DType type) {
        return pool("max_pool_gradient", type)
                .tensors(2, type)
                .tensors(1, DType.I32)
                .memories(1)
                .longs(4)
                .kernel();
    }

    private static Kernel scatter(DType type) {
        return pool("max_pool_scatter", type)
                .tensors(2, type)
                .tensors(1, DType.I32)
                .longs(3)
                .kernel();
    }

    private static Signature pool(String name, DType type) {
        return Signature.of(Program.of("pool", type), name);
    }

    static void list(Consumer<Kernel> catalogue) {
        for (DType type : List.of(DType.F32, DType.F64)) {
            catalogue.accept(max(type));
            catalogue.accept(average(type));
            catalogue.accept(bounds(type));
            catalogue.accept(maxGradient(type));
            catalogue.accept(scatter(type));
        }
    }
}
