package org.ranvier.cpu.attention;

/**
 * What turns scores into weights, for one type of elements, on tiles in which each column is a
 * query: a row of a tile is as long as that of a {@link org.ranvier.cpu.tile.TileKernel}'s, and
 * rows follow each other without gaps. Addresses are those of native memory.
 */
interface WeightKernel {
    /**
     * Multiplies a tile.
     *
     * @param x the tile
     * @param rows rows of it
     * @param factor what by
     */
    void scale(long x, int rows, double factor);

    /**
     * Replaces the scores s of some keys by {@code e^(s − max)}, with the largest score that the
     * query has met so far, and brings the query's state up to date.
     *
     * @param scores a row for each key; −∞ where the query may not attend
     * @param keys how many keys
     * @param state three rows: the largest score so far, at first −∞; the sum of weights so far, at
     *     first 0; written: what earlier weights are to be multiplied by
     */
    void weigh(long scores, int keys, long state);

    /**
     * Adds a part to a result whose earlier parts had other weights: {@code y·factor + part}.
     *
     * @param y the result
     * @param part the part
     * @param factors a row with a factor for each query
     * @param rows rows of the result
     */
    void join(long y, long part, long factors, int rows);

    /**
     * Divides a result by the sums of weights; where a sum is 0 the result is 0.
     *
     * @param y the result
     * @param sums a row with a sum for each query
     * @param rows rows of the result
     */
    void divide(long y, long sums, int rows);

    /**
     * Replaces the gradients of a tile's weights by those of what their keys and queries have made,
     * {@code s·w·(g − Σ w·g)} with the sum over all keys.
     *
     * @param weights a row for each key
     * @param gradients a row for each key
     * @param keys how many keys
     * @param factor s
     */
    void slopes(long weights, long gradients, int keys, double factor);
}
