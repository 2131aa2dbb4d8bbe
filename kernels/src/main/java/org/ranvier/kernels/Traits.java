package org.ranvier.kernels;

import org.ranvier.DType;

/**
 * What launches must know of a device.
 *
 * @param group work items of a group, a power of two
 * @param units how many groups run at once, about
 * @param doubles whether it computes in F64
 * @param cpu whether it is a processor: work items of a group run one after the other in one
 *     thread, and memory is best read by each in one piece
 */
public record Traits(int group, int units, boolean doubles, boolean cpu) {
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
     * Refuses types the device does not compute with.
     *
     * @param type a type
     * @param operation who asks, for the message
     * @throws IllegalArgumentException for F64 on a device without it
     */
    public void require(DType type, String operation) {
        if (type == DType.F64 && !doubles) {
            throw new IllegalArgumentException(
                    operation + ": this device does not compute in F64; use F32");
        }
    }
}
