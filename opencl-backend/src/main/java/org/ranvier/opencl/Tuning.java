package org.ranvier.opencl;

import org.ranvier.kernels.Tile;

/**
 * Sizes that depend on the class of device.
 *
 * @param group work items of a group
 * @param tile how products of matrices are cut
 */
record Tuning(int group, Tile tile) {
    /** What all drivers of GPUs run; with it {@link Tile#ofGroup} gives 64 × 64. Not measured. */
    private static final int GPU_GROUP = 256;

    /** Enough to hide what a group costs on PoCL. Not measured against others. */
    private static final int CPU_GROUP = 64;

    /**
     * Slices of 96 × 256 and 256 × 256 elements stay in the second cache of a core. PoCL 3.1 on one
     * core of Zen 5, F32, matrices of 768 × 768, medians: depth 128 gives 177 GFLOP/s, 192 177, 256
     * 181 and 384 163; its best was 191, of 265 that the core can do.
     */
    private static final Tile CPU_TILE = new Tile(96, 256, 256);

    /** The widest element. */
    private static final int ELEMENT = Double.BYTES;

    /**
     * The sizes for a device.
     *
     * @param cpu whether it is a processor
     * @param largestGroup how many work items of a group it can run
     * @param localMemory its local memory in bytes
     */
    static Tuning of(boolean cpu, long largestGroup, long localMemory) {
        int group = cpu ? CPU_GROUP : GPU_GROUP;
        while (group > largestGroup) {
            group /= 4;
        }
        return new Tuning(group, cpu ? fitting(CPU_TILE, localMemory) : Tile.ofGroup(group));
    }

    /** Shallower slices where local memory is small. */
    private static Tile fitting(Tile tile, long localMemory) {
        long slices = (long) (tile.rows() + tile.columns()) * tile.depth() * ELEMENT;
        return slices <= localMemory * 3 / 4
                ? tile
                : fitting(new Tile(tile.rows(), tile.columns(), tile.depth() / 2), localMemory);
    }
}
