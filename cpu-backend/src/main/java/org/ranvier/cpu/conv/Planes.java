package org.ranvier.cpu.conv;

import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.tile.TileKernel;

/**
 * The source of a correlation, so laid out that neighbouring outputs read neighbours and nothing
 * outside: for each image and channel one plane for each combination of phases, with its padding.
 * Where the source itself is so, it is used as it is.
 */
final class Planes {
    private final Axis[] axes;
    private final int bytes;
    private final boolean inPlace;
    private final long[][] phases = new long[3][];

    /** Elements of a plane along each axis. */
    private final long[] extents = new long[3];

    private final long plane;
    private final long channel;
    private final long image;

    /**
     * Planes for some outputs.
     *
     * @param axes the three axes
     * @param bytes size of an element
     * @param channels channels of an image
     * @param sourceImage distance of images in the source, in bytes
     */
    Planes(Axis[] axes, int bytes, long channels, long sourceImage) {
        this.axes = axes;
        this.bytes = bytes;
        this.inPlace = inPlace(axes);
        long planes = 1;
        for (int i = 0; i < 3; i++) {
            phases[i] = axes[i].phases;
            planes *= phases[i].length;
            extents[i] = inPlace ? axes[i].length : axes[i].extent;
        }
        this.plane = extents[0] * extents[1] * extents[2] * bytes;
        this.channel = planes * plane;
        this.image = inPlace ? sourceImage : channels * channel;
    }

    /** Whether the source is used as it is. */
    static boolean inPlace(Axis[] axes) {
        return axes[0].isInside() && axes[1].isInside() && axes[2].isInside();
    }

    boolean inPlace() {
        return inPlace;
    }

    /** Distance of images, in bytes. */
    long image() {
        return image;
    }

    long extent(int axis) {
        return extents[axis];
    }

    /** Bytes between neighbours along an axis. */
    long step(int axis) {
        long step = bytes;
        for (int i = 2; i > axis; i--) {
            step *= extents[i];
        }
        return step;
    }

    /** Where output 0 reads with shift 0, from where an image of the source begins; if in place. */
    long origin() {
        long at = 0;
        for (int i = 0; i < 3; i++) {
            at += axes[i].lowestShift * step(i);
        }
        return at;
    }

    /** For each channel and tap, in this order, where output 0 reads. */
    long[] reads(long channels) {
        int[][] phase = {axes[0].phase, axes[1].phase, axes[2].phase};
        long[] reads =
                new long
                        [Math.toIntExact(
                                channels * phase[0].length * phase[1].length * phase[2].length)];
        int n = 0;
        for (long c = 0; c < channels; c++) {
            for (int i = 0; i < phase[0].length; i++) {
                for (int j = 0; j < phase[1].length; j++) {
                    for (int k = 0; k < phase[2].length; k++) {
                        long number =
                                ((long) phase[0][i] * phases[1].length + phase[1][j])
                                                * phases[2].length
                                        + phase[2][k];
                        reads[n++] =
                                c * channel
                                        + number * plane
                                        + offset(0, i)
                                        + offset(1, j)
                                        + offset(2, k);
                    }
                }
            }
        }
        return reads;
    }

    private long offset(int axis, int tap) {
        return axes[axis].shift[tap] * step(axis);
    }

    /**
     * Lays an image out.
     *
     * @param kernel copies rows
     * @param source where its first channel begins
     * @param channels how many channels
     * @param target where its planes go
     */
    void fill(TileKernel kernel, long source, long channels, long target) {
        Raw.ALL.asSlice(target, image).fill((byte) 0);
        long sourceChannel = axes[0].length * axes[1].length * axes[2].length * bytes;
        for (long c = 0; c < channels; c++) {
            long to = target + c * channel;
            for (long p0 : phases[0]) {
                for (long p1 : phases[1]) {
                    for (long p2 : phases[2]) {
                        fillPlane(kernel, source + c * sourceChannel, to, p0, p1, p2);
                        to += plane;
                    }
                }
            }
        }
    }

    private void fillPlane(TileKernel kernel, long source, long to, long p0, long p1, long p2) {
        Axis layers = axes[0];
        Axis rows = axes[1];
        Axis columns = axes[2];
        long sourceRow = columns.length * bytes;
        long[] at = new long[(int) extents[1]];
        long from = rows.first(p1);
        long end = rows.end(p1);
        for (long u = from; u < end; u++) {
            at[(int) u] = rows.position(p1, u) * sourceRow;
        }
        long left = columns.first(p2);
        long right = columns.end(p2);
        if (from >= end || left >= right) {
            return;
        }
        long begin = source + columns.position(p2, left) * bytes;
        for (long u = layers.first(p0); u < layers.end(p0); u++) {
            long layer = begin + layers.position(p0, u) * rows.length * sourceRow;
            long place = to + u * step(0) + from * step(1) + left * bytes;
            copyRows(kernel, layer, at, (int) from, (int) end, right - left, place);
        }
    }

    private void copyRows(
            TileKernel kernel, long source, long[] at, int from, int end, long count, long to) {
        if (axes[2].stride == 1) {
            kernel.gather(source, at, from, end, Math.toIntExact(count), to, step(1));
            return;
        }
        long stride = axes[2].stride * bytes;
        for (int u = from; u < end; u++) {
            long target = to + (u - from) * step(1);
            if (bytes == Integer.BYTES) {
                everyStride4(source + at[u], stride, count, target);
            } else {
                everyStride8(source + at[u], stride, count, target);
            }
        }
    }

    private static void everyStride4(long source, long stride, long count, long target) {
        for (long i = 0; i < count; i++) {
            Raw.ALL.set(
                    Raw.INT, target + i * Integer.BYTES, Raw.ALL.get(Raw.INT, source + i * stride));
        }
    }

    private static void everyStride8(long source, long stride, long count, long target) {
        for (long i = 0; i < count; i++) {
            Raw.ALL.set(
                    Raw.LONG, target + i * Long.BYTES, Raw.ALL.get(Raw.LONG, source + i * stride));
        }
    }
}
