package org.ranvier.kernels;

/**
 * What launches must know of a device.
 *
 * @param group work items of a group, a power of two
 * @param units how many groups run at once, about
 * @param doubles whether it computes in F64
 * @param cpu whether it is a processor: work items of a group run one after the other in one
 *     thread, and memory is best read by each in one piece
 * @param tile how it cuts products of matrices
 */
public record Traits(int group, int units, boolean doubles, boolean cpu, Tile tile) {
    /**
     * How many elements a work item has on a processor, alone in its group, in kernels that do the
     * same for each of many elements: enough to hide what a group costs.
     */
    public static final int PIECE = 2048;

    /**
     * How many groups cover the elements of such a kernel: elsewhere a work item has one.
     *
     * @param elements the number, above 0
     * @return the number of groups
     */
    public long groupsOfElements(long elements) {
        return cpu ? Math.ceilDiv(elements, PIECE) : groups(elements);
    }

    /**
     * How many groups cover a number of work items.
     *
     * @param items the number, above 0
     * @return the number of groups
     */
    public long groups(long items) {
        return (items + group - 1) / group;
    }

    /**
     * How many work items keep a processor busy and even out what some take longer.
     *
     * @return the number
     */
    long enough() {
        return 4L * units;
    }

    /**
     * How many lines a work item of a processor had best have: enough to hide what a group costs.
     *
     * @param count how many lines there are
     * @param length how many elements a line has
     * @return the number
     */
    long share(long count, long length) {
        return Math.clamp(PIECE / length, 1, Math.max(1, count / enough()));
    }
}
