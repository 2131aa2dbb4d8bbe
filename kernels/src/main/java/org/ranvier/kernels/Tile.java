package org.ranvier.kernels;

/**
 * The tile of outputs that a group makes at once in sums of products.
 *
 * @param rows its most rows
 * @param columns its columns
 * @param depth how many terms of the sums are fetched into local memory at a time
 */
public record Tile(int rows, int columns, int depth) {
    /** Outputs a work item makes along each side, as in {@code contract}. */
    private static final int BLOCK = 4;

    /**
     * The tile of a group whose work items make 4 × 4 outputs each.
     *
     * @param group work items of the group, a power of four
     * @return the tile
     */
    public static Tile ofGroup(int group) {
        int side = (int) Math.round(Math.sqrt(group));
        return new Tile(BLOCK * side, BLOCK * side, side);
    }
}
