package org.ranvier.opencl;

/** Sizes that depend on the class of device. */
final class Tuning {
    private static final int GPU_GROUP = 256;
    private static final int CPU_GROUP = 64;

    private Tuning() {}

    /** Work items of a group: a power of two the device can run. */
    static int group(boolean cpu, long largest) {
        return (int) Math.min(cpu ? CPU_GROUP : GPU_GROUP, Long.highestOneBit(largest));
    }
}
