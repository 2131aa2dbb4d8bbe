package org.ranvier.op;

import java.util.List;
import java.util.Objects;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The geometry of a convolution over one to three spatial axes: input {@code [N, C, d…]}, weight
 * {@code [O, C/groups, k…]}, output {@code [N, O, o…]}.
 *
 * @param windows one for each spatial axis; their sizes are those of the kernel
 * @param groups into how many independent parts the channels fall, at least 1
 */
public record ConvGeometry(List<Window> windows, long groups) {
    /** Checks the numbers of axes and groups. */
    public ConvGeometry {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > 3) {
            throw new IllegalArgumentException(
                    "conv: " + windows.size() + " spatial axes; expected 1 to 3");
        }
        if (groups < 1) {
            throw new IllegalArgumentException("conv: groups " + groups + "; expected at least 1");
        }
    }

    /**
     * The number of spatial axes.
     *
     * @return 1, 2 or 3
     */
    public int axes() {
        return windows.size();
    }

    void check(Op op, List<TensorSpec> in, Shape x, Shape weight) {
        int rank = axes() + 2;
        Check.floating(op, in);
        Check.that(
                x.rank() == rank,
                op,
                in,
                "expected " + axes() + " spatial axes: x of [N, C, …] and rank " + rank);
        Check.that(
                weight.rank() == rank,
                op,
                in,
                "expected weight of [O, C/groups, …] and rank " + rank);
        Check.that(
                x.size(1) % groups == 0 && weight.size(0) % groups == 0,
                op,
                in,
                "channels "
                        + x.size(1)
                        + " and "
                        + weight.size(0)
                        + " must be divisible by groups "
                        + groups);
        Check.that(
                weight.size(1) == x.size(1) / groups,
                op,
                in,
                "weight takes "
                        + weight.size(1)
                        + " channels, x has "
                        + x.size(1)
                        + " in "
                        + groups
                        + " groups");
        for (int i = 0; i < axes(); i++) {
            Check.that(
                    weight.size(2 + i) == windows.get(i).size(),
                    op,
                    in,
                    "kernel "
                            + weight.tail(axes())
                            + " differs from windows of "
                            + windows.get(i).size());
        }
    }

    Shape output(Op op, List<TensorSpec> in, Shape x, Shape weight) {
        Shape out = Window.outputShape(x, weight.size(0), windows);
        Check.that(out != null, op, in, "the kernel is larger than the padded input");
        return Objects.requireNonNull(out);
    }

    /** All windows as a matrix for each group: {@code [G, C/G·k…, N·o…]}. */
    Tensor columns(Tensor x) {
        Tensor w = Window.slide(Window.pad(x, windows, 0), windows);
        long channels = x.size(1) / groups;
        int r = axes();
        Tensor grouped =
                w.reshape(Shape.of(x.size(0), groups, channels).concat(w.shape().tail(2 * r)));
        int[] order = new int[3 + 2 * r];
        order[0] = 1;
        order[1] = 2;
        for (int i = 0; i < r; i++) {
            order[2 + i] = 3 + r + i;
            order[3 + r + i] = 3 + i;
        }
        order[2 + r] = 0;
        Tensor ordered = grouped.permute(order);
        return ordered.flatten(1, 1 + r).flatten(2, 2 + r);
    }

    /** The adjoint of {@link #columns}. */
    Tensor fromColumns(Tensor columns, Shape x, Shape out) {
        int r = axes();
        long channels = x.size(1) / groups;
        long[] kernel = windows.stream().mapToLong(Window::size).toArray();
        Shape split =
                Shape.of(groups, channels)
                        .concat(Shape.of(kernel))
                        .concat(Shape.of(x.size(0)))
                        .concat(out.tail(r));
        int[] order = new int[3 + 2 * r];
        order[0] = 2 + r;
        order[1] = 0;
        order[2] = 1;
        for (int i = 0; i < r; i++) {
            order[3 + i] = 3 + r + i;
            order[3 + r + i] = 2 + i;
        }
        Tensor windowsOfX = columns.reshape(split).permute(order);
        Shape merged = Shape.of(x.size(0), x.size(1)).concat(windowsOfX.shape().tail(2 * r));
        return Window.unslide(windowsOfX.reshape(merged), x, windows);
    }

    /** {@code [N, O, o…]} as {@code [G, O/G, N·o…]}. */
    Tensor outputMatrix(Tensor y) {
        long perGroup = y.size(1) / groups;
        Tensor grouped =
                y.reshape(Shape.of(y.size(0), groups, perGroup).concat(y.shape().tail(axes())));
        Tensor moved = grouped.moveAxis(0, 2);
        return moved.flatten(2, -1);
    }

    /** {@code [O, C/G, k…]} as {@code [G, O/G, C/G·k…]}. */
    Tensor weightMatrix(Tensor weight) {
        return weight.reshape(
                groups, weight.size(0) / groups, weight.shape().without(0).elements());
    }
}
