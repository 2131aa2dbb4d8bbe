package org.ranvier.cpu.conv;

import org.ranvier.cpu.loop.Transpose;
import org.ranvier.cpu.memory.Raw;

/**
 * A part of an image with its padding, position after position, the channels of each beside one
 * another: so the inputs that a tap reads from all channels are neighbours, and so are those of
 * neighbouring taps.
 */
final class ChannelsLast {
    private final Axis[] axes;
    private final int bytes;
    private final long channels;
    private final long[] extents = new long[3];

    ChannelsLast(Axis[] axes, int bytes, long channels) {
        this.axes = axes;
        this.bytes = bytes;
        this.channels = channels;
        for (int i = 0; i < 3; i++) {
            extents[i] = (axes[i].count - 1) * axes[i].stride + axes[i].reach();
        }
    }

    long byteSize() {
        return extents[0] * step(0);
    }

    /** Bytes between neighbours along an axis. */
    private long step(int axis) {
        long step = channels * bytes;
        for (int i = 2; i > axis; i--) {
            step *= extents[i];
        }
        return step;
    }

    /** For each output, in order, where it reads with the lowest offset. */
    long[] reads() {
        long[] reads = new long[Math.toIntExact(axes[0].count * axes[1].count * axes[2].count)];
        int n = 0;
        for (long z = 0; z < axes[0].count; z++) {
            for (long y = 0; y < axes[1].count; y++) {
                for (long x = 0; x < axes[2].count; x++) {
                    reads[n++] =
                            z * axes[0].stride * step(0)
                                    + y * axes[1].stride * step(1)
                                    + x * axes[2].stride * step(2);
                }
            }
        }
        return reads;
    }

    /** Where a tap reads beyond the lowest offset. */
    long tap(int i, int j, int k) {
        return axes[0].offset(i) * step(0)
                + axes[1].offset(j) * step(1)
                + axes[2].offset(k) * step(2);
    }

    /** Lays out channels that begin at {@code source}. */
    void fill(long source, long target) {
        Raw.ALL.asSlice(target, byteSize()).fill((byte) 0);
        long line = axes[2].length * bytes;
        long layer = axes[1].length * line;
        long channel = axes[0].length * layer;
        long left = first(2);
        int count = (int) Math.max(0, end(2) - left);
        for (long z = first(0); z < end(0); z++) {
            for (long y = first(1); y < end(1); y++) {
                long from =
                        source
                                + (z + axes[0].lowestOffset) * layer
                                + (y + axes[1].lowestOffset) * line
                                + (left + axes[2].lowestOffset) * bytes;
                long to = target + z * step(0) + y * step(1) + left * step(2);
                Transpose.copy(bytes, from, channel, to, step(2), count, (int) channels);
            }
        }
    }

    /** The first position along an axis that lies in the source. */
    private long first(int axis) {
        return Math.max(0, -axes[axis].lowestOffset);
    }

    private long end(int axis) {
        return Math.min(extents[axis], axes[axis].length - axes[axis].lowestOffset);
    }
}
