package org.ranvier;

import java.util.Arrays;
import java.util.List;
import org.ranvier.op.Movement;
import org.ranvier.op.Region;

/** Views of parts of a tensor. */
public sealed interface TensorParts permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * One index along an axis, which disappears.
     *
     * @param axis the axis; negative counts from the end
     * @param index the index; negative counts from the end
     * @return the view
     * @throws IndexOutOfBoundsException if there is no such index
     */
    default Tensor select(int axis, long index) {
        long at = Reshaping.index("select", self().shape(), axis, index);
        return slice(axis, at, at + 1).squeeze(axis);
    }

    /**
     * A range along an axis, as Python's {@code [start:end]}.
     *
     * @param axis the axis; negative counts from the end
     * @param start the first index; negative counts from the end
     * @param end behind the last index; negative counts from the end
     * @return the view
     */
    default Tensor slice(int axis, long start, long end) {
        return slice(axis, start, end, 1);
    }

    /**
     * A stepped range along an axis, as Python's {@code [start:end:step]}: bounds beyond the ends
     * are cut.
     *
     * @param axis the axis; negative counts from the end
     * @param start the first index; negative counts from the end
     * @param end behind the last index; negative counts from the end
     * @param step the distance, above 0; use {@link TensorViews#flip} to run backwards
     * @return the view
     */
    default Tensor slice(int axis, long start, long end, long step) {
        Tensor x = self();
        if (step <= 0) {
            throw new IllegalArgumentException(
                    "slice: step " + step + " must be above 0; use flip to run backwards");
        }
        int at = x.shape().axis(axis);
        long size = x.size(at);
        long from = Math.clamp(start < 0 ? start + size : start, 0, size);
        long to = Math.clamp(end < 0 ? end + size : end, from, size);
        return slice(Region.along(x.shape(), at, from, (to - from + step - 1) / step, step));
    }

    /**
     * A region.
     *
     * @param region a region inside this tensor
     * @return the view
     */
    default Tensor slice(Region region) {
        Tensor x = self();
        Reshaping.checkInside("slice", x.shape(), region);
        return x.session().view(new Movement.Slice(region), x);
    }

    /**
     * Cuts along an axis into pieces.
     *
     * @param axis the axis; negative counts from the end
     * @param sizes the sizes of the pieces, which add up to the axis
     * @return the views
     */
    default List<Tensor> split(int axis, long... sizes) {
        Tensor x = self();
        if (Arrays.stream(sizes).sum() != x.size(axis)
                || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
            throw new IllegalArgumentException(
                    "split: sizes "
                            + Arrays.toString(sizes)
                            + " do not add up to "
                            + x.size(axis)
                            + ", the size of axis "
                            + axis
                            + " of shape "
                            + x.shape());
        }
        List<Long> all = Arrays.stream(sizes).boxed().toList();
        return x.session().split(new Movement.Split(x.shape().axis(axis), all), x);
    }

    /**
     * Cuts along an axis into pieces of one size.
     *
     * @param axis the axis; negative counts from the end
     * @param count how many pieces, which must divide the axis
     * @return the views
     */
    default List<Tensor> chunk(int axis, int count) {
        long size = self().size(axis);
        if (count < 1 || size % count != 0) {
            throw new IllegalArgumentException(
                    "chunk: axis "
                            + axis
                            + " of shape "
                            + self().shape()
                            + " cannot be cut into "
                            + count
                            + " equal pieces");
        }
        long[] sizes = new long[count];
        Arrays.fill(sizes, size / count);
        return split(axis, sizes);
    }

    /**
     * Every index along an axis by itself: undoes {@link TensorFactory#stack}.
     *
     * @param axis the axis, which disappears; negative counts from the end
     * @return the views
     */
    default List<Tensor> unstack(int axis) {
        Tensor x = self();
        long[] ones = new long[Math.toIntExact(x.size(axis))];
        Arrays.fill(ones, 1);
        return split(axis, ones).stream()
                .map(piece -> piece.squeeze(x.shape().axis(axis)))
                .toList();
    }
}
