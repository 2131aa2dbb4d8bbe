package org.ranvier;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a tensor's elements lie in its buffer: element {@code (i0, i1, …)} is at {@code offset + Σ
 * ik·stride(k)}, counted in elements. Views are new layouts over the same buffer; no backend is
 * involved.
 *
 * <p>Instances are immutable. A stride of 0 repeats, a negative stride runs backwards.
 */
public final class Layout {
    private final Shape shape;
    private final long[] strides;
    private final long offset;

    /**
     * A layout of the given parts.
     *
     * @param shape the shape
     * @param strides one stride an axis, in elements
     * @param offset where the element of all-zero index lies, in elements
     */
    public Layout(Shape shape, long[] strides, long offset) {
        if (strides.length != shape.rank()) {
            throw new IllegalArgumentException(
                    "layout of shape "
                            + shape
                            + " needs "
                            + shape.rank()
                            + " strides, got "
                            + strides.length);
        }
        this.shape = shape;
        this.strides = strides.clone();
        this.offset = offset;
    }

    /**
     * The row-major layout without gaps.
     *
     * @param shape the shape
     * @return its contiguous layout at offset 0
     */
    public static Layout contiguous(Shape shape) {
        return new Layout(shape, rowMajor(shape), 0);
    }

    private static long[] rowMajor(Shape shape) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.size(i));
        }
        return strides;
    }

    /**
     * The shape.
     *
     * @return the sizes along the axes
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The stride of an axis.
     *
     * @param axis the axis, counted from the front
     * @return the distance of neighbours along it, in elements
     */
    public long stride(int axis) {
        return strides[axis];
    }

    /**
     * The strides as an array.
     *
     * @return a copy, in elements
     */
    public long[] strides() {
        return strides.clone();
    }

    /**
     * Where the element of all-zero index lies.
     *
     * @return the offset, in elements
     */
    public long offset() {
        return offset;
    }

    /**
     * Whether the elements lie in row-major order without gaps, wherever they begin.
     *
     * @return true if so; axes of size 1 do not matter, and nothing lies anywhere in an empty
     *     tensor
     */
    public boolean isContiguous() {
        if (shape.elements() == 0) {
            return true;
        }
        long expected = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            if (shape.size(i) != 1) {
                if (strides[i] != expected) {
                    return false;
                }
                expected *= shape.size(i);
            }
        }
        return true;
    }

    /**
     * The axes in another order.
     *
     * @param order for each new axis, the old one
     * @return the permuted layout
     */
    public Layout permute(int... order) {
        long[] sizes = new long[order.length];
        long[] moved = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            sizes[i] = shape.size(order[i]);
            moved[i] = strides[order[i]];
        }
        return new Layout(Shape.of(sizes), moved, offset);
    }

    /**
     * Stretches axes of size 1, and new leading axes, by repeating.
     *
     * @param target a shape this one broadcasts to
     * @return the stretched layout, with stride 0 where it repeats
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Layout expand(Shape target) {
        if (target.equals(shape)) {
            return this;
        }
        if (!target.equals(Shape.broadcast(shape, target))) {
            throw new IllegalArgumentException(
                    "expand: shape "
                            + shape
                            + " does not broadcast to "
                            + target
                            + "; sizes must be equal or 1, aligned at the last axis");
        }
        int lead = target.rank() - shape.rank();
        long[] stretched = new long[target.rank()];
        for (int i = 0; i < shape.rank(); i++) {
            stretched[lead + i] = shape.size(i) == 1 && target.size(lead + i) != 1 ? 0 : strides[i];
        }
        return new Layout(target, stretched, offset);
    }

    /**
     * A stepped range along every axis.
     *
     * @param start the first index of each axis
     * @param step the distance of taken indices, not 0, may be negative
     * @param sizes how many are taken
     * @return the layout of the part
     */
    public Layout slice(long[] start, long[] step, Shape sizes) {
        long at = offset;
        long[] stepped = new long[strides.length];
        for (int i = 0; i < strides.length; i++) {
            at += sizes.elements() == 0 ? 0 : start[i] * strides[i];
            stepped[i] = strides[i] * step[i];
        }
        return new Layout(sizes, stepped, at);
    }

    /**
     * Sliding windows along an axis: the axis then counts windows, and a new last axis runs inside
     * a window.
     *
     * @param axis the axis, counted from the front
     * @param size elements of a window
     * @param step distance of windows
     * @param dilation distance of elements in a window
     * @return the layout of the windows, which may overlap
     */
    public Layout unfold(int axis, long size, long step, long dilation) {
        long count = windows(shape.size(axis), size, step, dilation);
        long[] more = Arrays.copyOf(strides, strides.length + 1);
        more[strides.length] = strides[axis] * dilation;
        more[axis] = strides[axis] * step;
        return new Layout(shape.with(axis, count).insert(-1, size), more, offset);
    }

    /**
     * How many windows fit.
     *
     * @param length size of the axis
     * @param size elements of a window
     * @param step distance of windows
     * @param dilation distance of elements in a window
     * @return the number of whole windows, 0 if none fits
     */
    public static long windows(long length, long size, long step, long dilation) {
        long span = (size - 1) * dilation + 1;
        return length < span ? 0 : (length - span) / step + 1;
    }

    /**
     * The diagonal of two axes of equal size, as a new last axis.
     *
     * @param first one axis, counted from the front
     * @param second the other
     * @return the layout of one rank less
     */
    public Layout diagonal(int first, int second) {
        long size = shape.size(first);
        long[] rest = new long[strides.length - 1];
        long[] sizes = new long[strides.length - 1];
        int n = 0;
        for (int i = 0; i < strides.length; i++) {
            if (i != first && i != second) {
                sizes[n] = shape.size(i);
                rest[n++] = strides[i];
            }
        }
        sizes[n] = size;
        rest[n] = strides[first] + strides[second];
        return new Layout(Shape.of(sizes), rest, offset);
    }

    /**
     * The same elements, in row-major order, under another shape, without copying.
     *
     * @param target a shape of as many elements
     * @return the layout, or null if these strides cannot express it and a copy is needed
     */
    public @Nullable Layout reshape(Shape target) {
        if (shape.elements() == 0 || isContiguous()) {
            return new Layout(target, rowMajor(target), offset);
        }
        long[] strided = new long[target.rank()];
        int from = 0;
        int to = 0;
        while (from < shape.rank() || to < target.rank()) {
            int fromEnd = from;
            int toEnd = to;
            long a = fromEnd < shape.rank() ? shape.size(fromEnd++) : 1;
            long b = toEnd < target.rank() ? target.size(toEnd++) : 1;
            while (a != b) {
                if (a < b) {
                    a *= shape.size(fromEnd++);
                } else {
                    b *= target.size(toEnd++);
                }
            }
            if (!isMergeable(from, fromEnd)) {
                return null;
            }
            long stride = innermostStride(from, fromEnd);
            for (int i = toEnd - 1; i >= to; i--) {
                strided[i] = stride;
                stride *= target.size(i);
            }
            from = fromEnd;
            to = toEnd;
        }
        return new Layout(target, strided, offset);
    }

    private boolean isMergeable(int from, int to) {
        long expected = -1;
        boolean seen = false;
        for (int i = to - 1; i >= from; i--) {
            if (shape.size(i) != 1) {
                if (seen && strides[i] != expected) {
                    return false;
                }
                seen = true;
                expected = strides[i] * shape.size(i);
            }
        }
        return true;
    }

    private long innermostStride(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (shape.size(i) != 1) {
                return strides[i];
            }
        }
        return 1;
    }

    /**
     * The lowest position an element of this layout has.
     *
     * @return in elements; the offset if the tensor is empty
     */
    public long lowest() {
        return extreme(-1);
    }

    /**
     * The highest position an element of this layout has.
     *
     * @return in elements; the offset if the tensor is empty
     */
    public long highest() {
        return extreme(1);
    }

    private long extreme(int sign) {
        long at = offset;
        if (shape.elements() > 0) {
            for (int i = 0; i < strides.length; i++) {
                if (strides[i] * sign > 0) {
                    at += strides[i] * (shape.size(i) - 1);
                }
            }
        }
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Layout that
                && offset == that.offset
                && shape.equals(that.shape)
                && Arrays.equals(strides, that.strides);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * shape.hashCode() + Arrays.hashCode(strides)) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}
