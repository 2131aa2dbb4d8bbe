package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Layout;
import org.ranvier.Shape;

/**
 * How several tensors of one shape lie in memory, in as few axes as possible: axes of size 1 are
 * gone, axes that continue each other in every tensor are one. The order of the axes is that of the
 * first tensor's strides, so that what is written is written in order where that can be.
 */
public final class View {
    /** The most tensors a view has. */
    public static final int TENSORS = 4;

    /** Shorter axes are not worth tiles. */
    private static final long LEAST_TILE = 8;

    private static final int FEW_AXES = 4;
    private static final int FEW_TENSORS = 2;

    /**
     * An axis.
     *
     * @param size its size
     * @param strides each tensor's stride along it, in elements
     */
    private record Axis(long size, long[] strides) {
        /** Whether this axis runs on where {@code inner} ends, in every tensor. */
        boolean continues(Axis inner) {
            return IntStream.range(0, strides.length)
                    .allMatch(i -> strides[i] == inner.strides[i] * inner.size);
        }
    }

    private final List<Axis> axes;
    private final long elements;
    private final boolean few;

    private View(List<Axis> axes, long elements, boolean few) {
        this.axes = axes;
        this.elements = elements;
        this.few = few;
    }

    /**
     * The view of tensors whose elements may be passed in any order.
     *
     * @param layouts of one shape, at most {@link #TENSORS}; their offsets do not matter
     * @return the view
     */
    public static View of(Layout... layouts) {
        List<Axis> axes = axes(layouts);
        axes.sort(Comparator.comparingLong(axis -> Math.abs(axis.strides[0])));
        return new View(merged(axes), layouts[0].shape().elements(), false);
    }

    /**
     * The view of tensors whose elements are passed in row-major order.
     *
     * @param layouts of one shape, at most {@link #TENSORS}; their offsets do not matter
     * @return the view
     */
    public static View inOrder(Layout... layouts) {
        return new View(merged(axes(layouts)), layouts[0].shape().elements(), false);
    }

    /**
     * As {@link #inOrder}, in the shorter form of {@link Parameter.Plain#AXES}.
     *
     * @param layouts two, of one shape with at most four axes that count
     * @return the view
     * @throws IllegalArgumentException if there are more axes or tensors
     */
    public static View ofFew(Layout... layouts) {
        View view = inOrder(layouts);
        if (layouts.length > FEW_TENSORS || view.rank() > FEW_AXES) {
            throw new IllegalArgumentException(
                    view + " has more than " + FEW_AXES + " axes or " + FEW_TENSORS + " tensors");
        }
        return new View(view.axes, view.elements, true);
    }

    /** The axes that count, the innermost first. */
    private static List<Axis> axes(Layout... layouts) {
        Shape shape = layouts[0].shape();
        List<Axis> axes = new ArrayList<>();
        for (int i = shape.rank() - 1; i >= 0; i--) {
            if (shape.size(i) != 1) {
                long[] strides = new long[layouts.length];
                for (int k = 0; k < layouts.length; k++) {
                    strides[k] = layouts[k].stride(i);
                }
                axes.add(new Axis(shape.size(i), strides));
            }
        }
        return axes;
    }

    private static List<Axis> merged(List<Axis> axes) {
        List<Axis> merged = new ArrayList<>();
        for (Axis axis : axes) {
            Axis inner = merged.isEmpty() ? null : merged.getLast();
            if (inner != null && axis.continues(inner)) {
                merged.set(merged.size() - 1, new Axis(inner.size * axis.size, inner.strides));
            } else {
                merged.add(axis);
            }
        }
        return merged;
    }

    /**
     * The number of elements of each tensor.
     *
     * @return the number
     */
    public long elements() {
        return elements;
    }

    /**
     * The number of axes that are left.
     *
     * @return 0 for a single element
     */
    public int rank() {
        return axes.size();
    }

    /**
     * Whether the elements of every tensor lie one behind the other.
     *
     * @return true if no strides are needed
     */
    public boolean isContiguous() {
        return axes.isEmpty()
                || axes.size() == 1
                        && IntStream.range(0, axes.get(0).strides.length)
                                .allMatch(i -> axes.get(0).strides[i] == 1);
    }

    /**
     * The same view for a copy by tiles: the first tensor lies in one piece along the first axis,
     * the second tensor along the second axis, and both axes are long enough.
     *
     * @return the view; null if it is not of two tensors that lie so
     */
    @Nullable View tiled() {
        if (axes.isEmpty() || axes.get(0).strides.length != 2 || axes.get(0).strides[0] != 1) {
            return null;
        }
        for (Axis axis : axes.subList(1, axes.size())) {
            if (axis.strides[1] == 1 && Math.min(axes.get(0).size, axis.size) >= LEAST_TILE) {
                List<Axis> moved = new ArrayList<>(axes);
                moved.remove(axis);
                moved.add(1, axis);
                return new View(moved, elements, false);
            }
        }
        return null;
    }

    /** How many tiles there are of so many elements along the first axis and the second. */
    long tiles(long across, long down) {
        long first = axes.get(0).size;
        long second = axes.get(1).size;
        return Math.ceilDiv(first, across)
                * Math.ceilDiv(second, down)
                * (elements / first / second);
    }

    /**
     * The stride along the innermost axis.
     *
     * @param tensor which tensor
     * @return in elements; 0 if there is one element only
     */
    public long innermostStride(int tensor) {
        return axes.isEmpty() ? 0 : axes.get(0).strides[tensor];
    }

    /**
     * The parameter that takes it.
     *
     * @return {@link Parameter.Plain#VIEW} or {@link Parameter.Plain#AXES}
     */
    public Parameter.Plain form() {
        return few ? Parameter.Plain.AXES : Parameter.Plain.VIEW;
    }

    /**
     * As kernels take it, see {@code View} and {@code Axes} in the device code.
     *
     * @return rank, whether 32 bits hold every index, the sizes, and each tensor's strides
     */
    public long[] packed() {
        int rank = few ? FEW_AXES : Shape.MAX_RANK;
        long[] packed = new long[2 + rank + rank * (few ? FEW_TENSORS : TENSORS)];
        packed[0] = axes.size();
        packed[1] = elements < 1L << 31 ? 1 : 0;
        for (int i = 0; i < axes.size(); i++) {
            packed[2 + i] = axes.get(i).size;
            long[] strides = axes.get(i).strides;
            for (int k = 0; k < strides.length; k++) {
                packed[2 + rank + k * rank + i] = strides[k];
            }
        }
        return packed;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("view of ").append(elements).append(" elements");
        for (Axis axis : axes.reversed()) {
            text.append(", ").append(axis.size).append(" at ");
            text.append(java.util.Arrays.toString(axis.strides));
        }
        return text.toString();
    }
}
