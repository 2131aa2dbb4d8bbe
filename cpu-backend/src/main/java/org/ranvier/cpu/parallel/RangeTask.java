package org.ranvier.cpu.parallel;

/** Work on a range of numbered items, done by any thread in any order. */
@FunctionalInterface
public interface RangeTask {
    /**
     * Does a piece.
     *
     * @param start the first item
     * @param end behind the last item
     */
    void run(long start, long end);
}
