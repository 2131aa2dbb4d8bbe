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
    /** Fewer elements than these a work item does not share with others. */
    private static final long ITEM = 4;

    /** One core of a processor passes lines up to here sooner than several kernels do. */
    private static final long SHORT = 1 << 14;

    /** As many neighbouring lines a processor passes together at least, and at most. */
    private static final long NARROW = 64;

    private static final long COLUMNS = 4096;

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

    /**
     * How many neighbouring work items had best share a line: a power of two up to a group. On a
     * processor, how many lines a work item had best have, alone in its group.
     */
    long lanes(Traits traits) {
        if (traits.cpu()) {
            return traits.share(count(), length);
        }
        return Long.highestOneBit(Math.clamp(inner == 1 ? length / ITEM : 1, 1, traits.group()));
    }

    /** How many groups there are with as many lanes. */
    long groups(Traits traits) {
        long lanes = lanes(traits);
        return traits.cpu() ? Math.ceilDiv(count(), lanes) : traits.groups(count() * lanes);
    }

    /**
     * How many neighbouring lines a work item of a processor had best pass together or one after
     * the other, where not all of each may be its own.
     *
     * @param pieces into how many pieces lines are cut
     */
    long width(Traits traits, long pieces) {
        return inner > 1
                ? Math.clamp(count() * pieces / traits.enough(), NARROW, COLUMNS)
                : traits.share(count() * pieces, Math.ceilDiv(length, pieces));
    }

    /**
     * Whether work items that have or share lines keep a device busy. If not, operations that cut
     * lines into more pieces are faster, and on a processor such as read along rows.
     */
    boolean fill(Traits traits) {
        if (traits.cpu()) {
            return inner == 1 && (count() >= traits.units() || length <= SHORT);
        }
        long lanes = lanes(traits);
        boolean few = count() * lanes < (long) traits.units() * traits.group() / 8;
        return !few || length <= 64 * lanes;
    }
}
