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
    /** Fewer elements than these a processor's work item does not share with others. */
    private static final long PIECE = 256;

    /** Fewer elements than these another device's work item does not share with others. */
    private static final long ITEM = 4;

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

    /** How many neighbouring work items had best share a line: a power of two up to a group. */
    long lanes(Traits traits) {
        long most = length / (traits.cpu() ? PIECE : ITEM);
        if (traits.cpu()) {
            most = Math.min(most, 2L * traits.units() * traits.group() / count());
        }
        return Long.highestOneBit(Math.clamp(inner == 1 ? most : 1, 1, traits.group()));
    }

    /**
     * Whether work items that share lines keep a device busy. If not, operations that cut lines
     * into more pieces are faster, and on a processor such as read along rows.
     */
    boolean fill(Traits traits) {
        long lanes = lanes(traits);
        boolean few = count() * lanes < (long) traits.units() * traits.group() / 8;
        return traits.cpu() ? inner == 1 : !few || length <= 64 * lanes;
    }
}
