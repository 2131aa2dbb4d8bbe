package org.ranvier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.op.Movement;
import org.ranvier.op.Region;

/**
 * Other arrangements of the same elements. All but {@code pad} and {@code roll} are views and copy
 * nothing if they can.
 */
public sealed interface TensorViews permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The same elements, in row-major order, under another shape. Copies only if the strides demand
     * it.
     *
     * @param sizes the new sizes; one may be −1 and is then worked out
     * @return the reshaped tensor
     * @throws IllegalArgumentException if the number of elements differs
     */
    default Tensor reshape(long... sizes) {
        return reshape(Reshaping.resolve(self().shape(), sizes));
    }

    /**
     * The same elements, in row-major order, under another shape.
     *
     * @param shape the new shape
     * @return the reshaped tensor
     * @throws IllegalArgumentException if the number of elements differs
     */
    default Tensor reshape(Shape shape) {
        Tensor x = self();
        if (x.shape().equals(shape)) {
            return x;
        }
        if (x.shape().elements() != shape.elements()) {
            throw new IllegalArgumentException(
                    "reshape: "
                            + x.shape()
                            + " has "
                            + x.shape().elements()
                            + " elements, "
                            + shape
                            + " has "
                            + shape.elements());
        }
        Tensor from = x.layout().reshape(shape) == null ? x.copy() : x;
        return x.session().view(new Movement.Reshape(shape), from);
    }

    /**
     * Joins a run of axes into one.
     *
     * @param first the first of them; negative counts from the end
     * @param last the last of them
     * @return the reshaped tensor
     */
    default Tensor flatten(int first, int last) {
        Shape shape = self().shape();
        int from = shape.axis(first);
        int to = shape.axis(last);
        long joined = 1;
        for (int i = from; i <= to; i++) {
            joined *= shape.size(i);
        }
        return reshape(
                shape.head(from)
                        .concat(Shape.of(joined))
                        .concat(shape.tail(shape.rank() - to - 1)));
    }

    /**
     * All elements in one axis.
     *
     * @return a tensor of rank 1
     */
    default Tensor flatten() {
        return reshape(Shape.of(self().shape().elements()));
    }

    /**
     * The axes in another order.
     *
     * @param order for each new axis, the old one; negative counts from the end
     * @return the view
     */
    default Tensor permute(int... order) {
        Tensor x = self();
        int[] resolved = Arrays.stream(order).map(x.shape()::axis).toArray();
        if (resolved.length != x.rank()
                || IntStream.of(resolved).distinct().count() != resolved.length) {
            throw new IllegalArgumentException(
                    "permute: "
                            + Arrays.toString(order)
                            + " does not name each axis of shape "
                            + x.shape()
                            + " once");
        }
        return x.session().view(new Movement.Permute(IntStream.of(resolved).boxed().toList()), x);
    }

    /**
     * Exchanges two axes.
     *
     * @param first one axis; negative counts from the end
     * @param second the other
     * @return the view
     */
    default Tensor transpose(int first, int second) {
        Shape shape = self().shape();
        int[] order = IntStream.range(0, shape.rank()).toArray();
        int a = shape.axis(first);
        int b = shape.axis(second);
        order[a] = b;
        order[b] = a;
        return permute(order);
    }

    /**
     * Exchanges the last two axes.
     *
     * @return the transposed matrix, or matrices
     */
    default Tensor transpose() {
        return transpose(-2, -1);
    }

    /**
     * Puts an axis elsewhere.
     *
     * @param from the axis; negative counts from the end
     * @param to where it will stand; negative counts from the end
     * @return the view
     */
    default Tensor moveAxis(int from, int to) {
        Shape shape = self().shape();
        List<Integer> order = new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
        order.add(shape.axis(to), order.remove(shape.axis(from)));
        return permute(order.stream().mapToInt(i -> i).toArray());
    }

    /**
     * Repeats sizes of 1, and new leading axes, up to a shape.
     *
     * @param shape a shape this one broadcasts to
     * @return the view
     */
    default Tensor expand(Shape shape) {
        Tensor x = self();
        if (x.shape().equals(shape)) {
            return x;
        }
        x.layout().expand(shape);
        return x.session().view(new Movement.Expand(shape), x);
    }

    /**
     * Repeats sizes of 1, and new leading axes, up to a shape.
     *
     * @param sizes the sizes of the shape
     * @return the view
     */
    default Tensor expand(long... sizes) {
        return expand(Shape.of(sizes));
    }

    /**
     * Puts in an axis of size 1.
     *
     * @param axis where it will stand; negative counts from behind the end
     * @return the view
     */
    default Tensor unsqueeze(int axis) {
        return reshape(self().shape().insert(axis, 1));
    }

    /**
     * Takes out an axis of size 1.
     *
     * @param axis the axis; negative counts from the end
     * @return the view
     * @throws IllegalArgumentException if its size is not 1
     */
    default Tensor squeeze(int axis) {
        Shape shape = self().shape();
        if (shape.size(axis) != 1) {
            throw new IllegalArgumentException(
                    "squeeze: axis "
                            + axis
                            + " of shape "
                            + shape
                            + " has size "
                            + shape.size(axis)
                            + ", expected 1");
        }
        return reshape(shape.without(axis));
    }

    /**
     * Runs backwards along axes.
     *
     * @param axes the axes; none means all
     * @return the view
     */
    default Tensor flip(int... axes) {
        Tensor x = self();
        for (int axis : x.shape().axes(axes)) {
            long size = x.size(axis);
            x = x.slice(Region.along(x.shape(), axis, Math.max(0, size - 1), size, -1));
        }
        return x;
    }

    /**
     * Sliding windows along an axis; a new last axis runs inside a window.
     *
     * @param axis the axis; negative counts from the end
     * @param size elements of a window, above 0
     * @param step distance of windows, above 0
     * @param dilation distance of elements in a window, above 0
     * @return the view
     */
    default Tensor unfold(int axis, long size, long step, long dilation) {
        if (size <= 0 || step <= 0 || dilation <= 0) {
            throw new IllegalArgumentException(
                    "unfold: size "
                            + size
                            + ", step "
                            + step
                            + " and dilation "
                            + dilation
                            + " must be above 0");
        }
        return self().session()
                .view(new Movement.Unfold(self().shape().axis(axis), size, step, dilation), self());
    }

    /**
     * The diagonal of two axes, as a new last axis.
     *
     * @param first one axis; negative counts from the end
     * @param second another axis of the same size
     * @return the view
     */
    default Tensor diagonal(int first, int second) {
        Shape shape = self().shape();
        int a = shape.axis(first);
        int b = shape.axis(second);
        if (a == b || shape.size(a) != shape.size(b)) {
            throw new IllegalArgumentException(
                    "diagonal: axes "
                            + first
                            + " and "
                            + second
                            + " of shape "
                            + shape
                            + " must differ and be equal in size");
        }
        return self().session().view(new Movement.Diagonal(a, b), self());
    }

    /**
     * Adds a border.
     *
     * @param axis the axis; negative counts from the end
     * @param before how many elements before
     * @param after how many elements after
     * @param value their value
     * @return a new tensor
     */
    default Tensor pad(int axis, long before, long after, double value) {
        Tensor x = self();
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "pad: " + before + " and " + after + " must not be negative");
        }
        int at = x.shape().axis(axis);
        Region inside = Region.along(x.shape(), at, before, x.size(at), 1);
        return placeIn(x.shape().with(at, x.size(at) + before + after), inside, value);
    }

    /**
     * A larger tensor in which this one lies.
     *
     * @param shape the shape of the larger one
     * @param region where this one lies in it, of this shape
     * @param value the value everywhere else
     * @return a new tensor
     * @throws IndexOutOfBoundsException if the region does not lie in the shape
     */
    default Tensor placeIn(Shape shape, Region region, double value) {
        Movement.Assemble assemble = new Movement.Assemble(shape, List.of(region), value);
        return self().session().assemble(assemble, List.of(self()));
    }

    /**
     * This tensor with a region replaced.
     *
     * @param region a region inside this tensor
     * @param value its new elements, of the region's shape
     * @return a new tensor
     */
    default Tensor withSlice(Region region, Tensor value) {
        Tensor x = self();
        Reshaping.checkInside("withSlice", x.shape(), region);
        Region whole = Region.block(new long[x.rank()], x.shape());
        return x.session()
                .assemble(
                        new Movement.Assemble(x.shape(), List.of(whole, region), 0),
                        List.of(x, value));
    }

    /**
     * Shifts elements along an axis; what leaves at one end enters at the other.
     *
     * @param axis the axis; negative counts from the end
     * @param shift how far, towards higher indices
     * @return a new tensor
     */
    default Tensor roll(int axis, long shift) {
        Tensor x = self();
        long size = x.size(axis);
        long cut = size == 0 ? 0 : Math.floorMod(-shift, size);
        return x.session().concat(axis, List.of(x.slice(axis, cut, size), x.slice(axis, 0, cut)));
    }
}
