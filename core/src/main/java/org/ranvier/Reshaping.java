package org.ranvier;

import java.util.Arrays;
import org.ranvier.op.Region;

/** Checks and completes what callers say of shapes, indices and regions. */
final class Reshaping {
    private Reshaping() {}

    static Shape resolve(Shape from, long[] sizes) {
        long[] complete = sizes.clone();
        int open = -1;
        long known = 1;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == -1 && open < 0) {
                open = i;
            } else {
                known *= sizes[i];
            }
        }
        if (open >= 0) {
            if (known <= 0 || from.elements() % known != 0) {
                throw new IllegalArgumentException(
                        "reshape: "
                                + from
                                + " does not fit "
                                + Arrays.toString(sizes)
                                + " with any size for −1");
            }
            complete[open] = from.elements() / known;
        }
        return Shape.of(complete);
    }

    static long index(String operation, Shape shape, int axis, long index) {
        long size = shape.size(axis);
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException(
                    operation
                            + ": index "
                            + index
                            + " along axis "
                            + axis
                            + " of shape "
                            + shape
                            + ": expected "
                            + (size == 0 ? "none, it is empty" : "-" + size + " to " + (size - 1)));
        }
        return index < 0 ? index + size : index;
    }

    static void checkInside(String operation, Shape shape, Region region) {
        boolean fits =
                region.start().size() == shape.rank()
                        && region.step().size() == shape.rank()
                        && region.size().rank() == shape.rank();
        for (int i = 0; fits && i < shape.rank(); i++) {
            long first = region.start().get(i);
            long size = region.size().size(i);
            long last = first + (size - 1) * region.step().get(i);
            fits =
                    region.step().get(i) != 0
                            && (size == 0
                                    || Math.min(first, last) >= 0
                                            && Math.max(first, last) < shape.size(i));
        }
        if (!fits) {
            throw new IndexOutOfBoundsException(
                    operation
                            + ": region from "
                            + region.start()
                            + " of "
                            + region.size()
                            + " in steps of "
                            + region.step()
                            + " does not lie in shape "
                            + shape);
        }
    }
}
