package org.ranvier;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a tensor along its axes, outermost first. A scalar has rank 0 and one element; a
 * size may be 0.
 *
 * <p>Instances are immutable.
 */
public final class Shape {
    /** The highest rank: a grouped 3-D convolution written with sliding windows needs nine axes. */
    public static final int MAX_RANK = 10;

    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;
    private final long elements;

    private Shape(long[] sizes) {
        this.sizes = sizes;
        this.elements = product(sizes);
    }

    private static long product(long[] sizes) {
        long n = 1;
        for (long size : sizes) {
            if (Math.multiplyHigh(n, size) != 0 || n * size < 0) {
                throw new ArithmeticException(
                        "shape " + Arrays.toString(sizes) + " has more than 2^63 − 1 elements");
            }
            n *= size;
        }
        return n;
    }

    /**
     * A shape of the given sizes.
     *
     * @param sizes the sizes, outermost axis first; none for a scalar
     * @return the shape
     * @throws IllegalArgumentException if a size is negative or the rank is above {@link #MAX_RANK}
     * @throws ArithmeticException if the number of elements does not fit a long
     */
    public static Shape of(long... sizes) {
        if (sizes.length > MAX_RANK) {
            throw new IllegalArgumentException(
                    "shape "
                            + Arrays.toString(sizes)
                            + ": rank "
                            + sizes.length
                            + " is above the highest rank "
                            + MAX_RANK);
        }
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(sizes) + ": size " + size + " is negative");
            }
        }
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /**
     * The number of axes.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return sizes.length;
    }

    /**
     * The number of elements.
     *
     * @return the product of the sizes; 1 for a scalar
     */
    public long elements() {
        return elements;
    }

    /**
     * The size along an axis.
     *
     * @param axis the axis; negative counts from the end
     * @return the size
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public long size(int axis) {
        return sizes[axis(axis)];
    }

    /**
     * Resolves an axis that may count from the end.
     *
     * @param axis from {@code -rank} to {@code rank - 1}
     * @return the axis counted from the front
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int axis(int axis) {
        int resolved = axis < 0 ? axis + sizes.length : axis;
        if (resolved < 0 || resolved >= sizes.length) {
            throw new IndexOutOfBoundsException(
                    "axis "
                            + axis
                            + " of a tensor of shape "
                            + this
                            + ": expected "
                            + (sizes.length == 0
                                    ? "none, a scalar has no axes"
                                    : "-" + sizes.length + " to " + (sizes.length - 1)));
        }
        return resolved;
    }

    /**
     * Resolves several axes that may count from the end.
     *
     * @param axes the axes; none means all
     * @return the distinct axes counted from the front, ascending
     * @throws IndexOutOfBoundsException if there is no such axis
     * @throws IllegalArgumentException if an axis is named twice
     */
    public int[] axes(int... axes) {
        if (axes.length == 0) {
            int[] all = new int[sizes.length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int[] resolved = Arrays.stream(axes).map(this::axis).sorted().toArray();
        for (int i = 1; i < resolved.length; i++) {
            if (resolved[i] == resolved[i - 1]) {
                throw new IllegalArgumentException(
                        "axes "
                                + Arrays.toString(axes)
                                + " of shape "
                                + this
                                + " name axis "
                                + resolved[i]
                                + " twice");
            }
        }
        return resolved;
    }

    /**
     * The sizes as an array.
     *
     * @return a copy
     */
    public long[] toArray() {
        return sizes.clone();
    }

    /**
     * This shape with one size replaced.
     *
     * @param axis the axis; negative counts from the end
     * @param size the new size
     * @return the new shape
     */
    public Shape with(int axis, long size) {
        long[] copy = sizes.clone();
        copy[axis(axis)] = size;
        return of(copy);
    }

    /**
     * This shape without an axis.
     *
     * @param axis the axis; negative counts from the end
     * @return the shape of one rank less
     */
    public Shape without(int axis) {
        int drop = axis(axis);
        long[] rest = new long[sizes.length - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = sizes[i < drop ? i : i + 1];
        }
        return of(rest);
    }

    /**
     * This shape with an axis put in.
     *
     * @param axis where the new axis will stand, 0 to rank; negative counts from behind the end
     * @param size its size
     * @return the shape of one rank more
     * @throws IndexOutOfBoundsException if the place does not exist
     */
    public Shape insert(int axis, long size) {
        int at = axis < 0 ? axis + sizes.length + 1 : axis;
        if (at < 0 || at > sizes.length) {
            throw new IndexOutOfBoundsException(
                    "new axis "
                            + axis
                            + " in shape "
                            + this
                            + ": expected -"
                            + (sizes.length + 1)
                            + " to "
                            + sizes.length);
        }
        long[] more = new long[sizes.length + 1];
        for (int i = 0; i < more.length; i++) {
            more[i] = i < at ? sizes[i] : i == at ? size : sizes[i - 1];
        }
        return of(more);
    }

    /**
     * The leading part of this shape.
     *
     * @param rank how many axes
     * @return the shape of the first {@code rank} axes
     */
    public Shape head(int rank) {
        return of(Arrays.copyOf(sizes, rank));
    }

    /**
     * The trailing part of this shape.
     *
     * @param rank how many axes
     * @return the shape of the last {@code rank} axes
     */
    public Shape tail(int rank) {
        return of(Arrays.copyOfRange(sizes, sizes.length - rank, sizes.length));
    }

    /**
     * Two shapes one behind the other.
     *
     * @param other the trailing part
     * @return the joined shape
     */
    public Shape concat(Shape other) {
        long[] joined = Arrays.copyOf(sizes, sizes.length + other.sizes.length);
        System.arraycopy(other.sizes, 0, joined, sizes.length, other.sizes.length);
        return of(joined);
    }

    /**
     * The shape after a reduction.
     *
     * @param axes the reduced axes, resolved
     * @param keepAxes whether they stay with size 1
     * @return the reduced shape
     */
    public Shape reduce(int[] axes, boolean keepAxes) {
        boolean[] reduced = new boolean[sizes.length];
        for (int axis : axes) {
            reduced[axis] = true;
        }
        long[] rest = new long[keepAxes ? sizes.length : sizes.length - axes.length];
        int n = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (!reduced[i]) {
                rest[n++] = sizes[i];
            } else if (keepAxes) {
                rest[n++] = 1;
            }
        }
        return of(rest);
    }

    /**
     * The common shape of two operands under NumPy's broadcasting: aligned at the last axis, a size
     * of 1 stretches.
     *
     * @param a the first shape
     * @param b the second shape
     * @return the broadcast shape, or null if the two do not fit
     */
    public static @Nullable Shape broadcast(Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        long[] sizes = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long x = i <= a.rank() ? a.sizes[a.rank() - i] : 1;
            long y = i <= b.rank() ? b.sizes[b.rank() - i] : 1;
            if (x != y && x != 1 && y != 1) {
                return null;
            }
            sizes[rank - i] = x == 1 ? y : x;
        }
        return of(sizes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Reads like {@code [64, 784]}; a scalar reads {@code []}. */
    @Override
    public String toString() {
        return Arrays.stream(sizes)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
