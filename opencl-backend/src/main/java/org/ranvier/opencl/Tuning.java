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
     * Slices of 256 × 128 elements, two of them, stay in the second cache of a core also in F64.
     * PoCL 3.1 on two cores of Zen 5, which can do 480 GFLOP/s, F32, matrices of 2048 × 2048,
     * medians: 96 × 256 × 256 gives 310 GFLOP/s, 192 × 256 × 256 352 to 358, 256 × 256 × 128 343 to
     * 373, 384 × 256 × 128 357, 256 × 384 × 128 309.
     */
    private static final Tile CPU_TILE = new Tile(256, 256, 128);

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
