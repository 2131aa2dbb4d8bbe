package org.ranvier.cpu;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Orders of axes. */
final class Axes {
    private Axes() {}

    /** The given axes behind all others. */
    static int[] last(int rank, Collection<Integer> axes) {
        return IntStream.concat(
                        IntStream.range(0, rank).filter(i -> !axes.contains(i)),
                        axes.stream().mapToInt(i -> i))
                .toArray();
    }

    static int[] last(int rank, int axis) {
        return last(rank, List.of(axis));
    }
}
