package org.ranvier.kernels;

import org.ranvier.Shape;

/**
 * A contiguous tensor as lines along an axis: {@code [outer, length, inner]}.
 *
 * @param outer the product of the sizes before the axis
 * @param length the size of the axis
 * @param inner the product of the sizes behind it
 */
record Lines(long outer, long length, long inner) {
    static Lines of(Shape shape, int axis) {
        return new Lines(
                shape.head(axis).elements(),
                shape.size(axis),
                shape.tail(shape.rank() - axis - 1).elements());
    }

    /** How many lines there are. */
    long count() {
        return outer * inner;
    }

    long elements() {
        return outer * length * inner;
    }
}
