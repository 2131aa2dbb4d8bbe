package org.ranvier.cpu.tile;

/**
 * The inner loop of every product: {@link #ROWS} rows of c are the sums {@code Σₖ a(i,k)·b(k)} for
 * k in a range, with b(k) a vector of as many neighbouring elements as c's tile has columns.
 *
 * <p>Every sum starts at 0 and takes its terms in ascending order, each by a fused multiply-add;
 * then it is stored, or added to what is in c. All implementations therefore give the same bits.
 */
public interface TileKernel {
    /** Rows of a tile. */
    int ROWS = 6;

    /**
     * Computes a tile. All addresses and steps are in bytes.
     *
     * @param a address of a(0, 0); a(i, k) is at {@code a + i·aRow + k·aStep}
     * @param aRow distance of rows of a
     * @param aStep distance of neighbours in a row of a
     * @param rows how many rows there are, 1 to {@link #ROWS}; others are neither read nor written
     * @param b base address of b
     * @param at b(k) is at {@code b + at[k]}
     * @param from the first k
     * @param to behind the last k
     * @param c address of the tile in c
     * @param cRow distance of rows of c; columns are neighbours
     */
    void run(
            long a,
            long aRow,
            long aStep,
            int rows,
            long b,
            long[] at,
            int from,
            int to,
            long c,
            long cRow);

    /**
     * Brings rows of neighbouring elements from a tile in scratch memory to where they belong.
     *
     * @param tile address of the tile
     * @param tileRow distance of its rows, in bytes
     * @param rows how many rows
     * @param columns how many columns
     * @param c where they belong; columns are neighbours
     * @param cRow distance of rows there, in bytes
     * @param add whether to add to what is there; otherwise it is not read
     */
    void store(long tile, long tileRow, int rows, int columns, long c, long cRow, boolean add);

    /**
     * Copies rows of neighbouring elements together, one for each k in a range.
     *
     * @param source base address
     * @param at row k begins at {@code source + at[k]}
     * @param from the first k
     * @param to behind the last k
     * @param columns elements of a row
     * @param target where the first row goes
     * @param targetRow distance of rows there, in bytes
     */
    void gather(long source, long[] at, int from, int to, int columns, long target, long targetRow);
}
