package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ranvier.Layout;
import org.ranvier.Shape;

/**
 * A stepped range along every axis of a tensor.
 *
 * @param start the first index of each axis
 * @param step the distance of taken indices, not 0; negative runs backwards
 * @param size how many are taken
 */
public record Region(List<Long> start, List<Long> step, Shape size) {
    /** Copies the lists. */
    public Region {
        start = List.copyOf(start);
        step = List.copyOf(step);
    }

    /**
     * A region in which one axis is restricted and all others are whole.
     *
     * @param shape the tensor's shape
     * @param axis the axis, counted from the front
     * @param start its first index
     * @param size how many indices
     * @param step their distance
     * @return the region
     */
    public static Region along(Shape shape, int axis, long start, long size, long step) {
        Long[] starts = new Long[shape.rank()];
        Long[] steps = new Long[shape.rank()];
        Arrays.fill(starts, 0L);
        Arrays.fill(steps, 1L);
        starts[axis] = start;
        steps[axis] = step;
        return new Region(List.of(starts), List.of(steps), shape.with(axis, size));
    }

    /**
     * A region without gaps.
     *
     * @param start the first index of each axis
     * @param size the sizes
     * @return the region
     */
    public static Region block(long[] start, Shape size) {
        return new Region(
                LongStream.of(start).boxed().toList(),
                LongStream.of(start).map(i -> 1).boxed().toList(),
                size);
    }

    /**
     * The layout of this region of a tensor.
     *
     * @param in the tensor's layout
     * @return the layout of the part
     */
    public Layout apply(Layout in) {
        return in.slice(
                start.stream().mapToLong(i -> i).toArray(),
                step.stream().mapToLong(i -> i).toArray(),
                size);
    }
}
