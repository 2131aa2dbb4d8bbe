package org.ranvier.cpu.conv;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/**
 * The windows of a part of one image as a matrix {@code [terms, positions]} in scratch memory,
 * small enough for the cache: whole lines of output positions, for one group of channels.
 */
final class Columns {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** What is done with a line of the matrix and the line of the image it stands for. */
    @FunctionalInterface
    private interface Line {
        /**
         * @param image address of the line's first element inside the image
         * @param step distance of the line's elements in the image, in bytes
         * @param column address of the line in the matrix
         * @param skip elements at the beginning that fall into padding
         * @param count elements inside the image
         */
        void run(long image, long step, long column, long skip, long count);
    }

    private final Geometry g;
    private final DType type;
    private final long size;

    Columns(Geometry geometry, DType type) {
        this.g = geometry;
        this.type = type;
        this.size = type.byteSize();
    }

    /** Fills the matrix from an image; padding is 0. */
    void gather(long image, long matrix, long firstLine, long lines) {
        long bytes = g.out[2] * size;
        forEachLine(
                image,
                matrix,
                firstLine,
                lines,
                (from, step, to, skip, count) -> {
                    zero(to, skip * size);
                    if (step == size) {
                        copy(from, to + skip * size, count * size);
                    } else if (type == DType.F32) {
                        spread4(from, step, to + skip * 4, count);
                    } else {
                        spread8(from, step, to + skip * 8, count);
                    }
                    zero(to + (skip + count) * size, bytes - (skip + count) * size);
                });
    }

    /** Adds the matrix into an image; what falls into padding is dropped. */
    void scatterAdd(long matrix, long image, long firstLine, long lines) {
        forEachLine(
                image,
                matrix,
                firstLine,
                lines,
                (to, step, from, skip, count) -> {
                    if (type == DType.F32) {
                        addFloats(from + skip * 4, to, step, count);
                    } else {
                        addDoubles(from + skip * 8, to, step, count);
                    }
                });
    }

    private void forEachLine(long image, long matrix, long firstLine, long lines, Line task) {
        long row = matrix;
        long pitch = g.out[2] * size;
        for (long c = 0; c < g.inChannels; c++) {
            long channel = image + c * g.plane() * size;
            for (long a = 0; a < g.kernel[0]; a++) {
                for (long b = 0; b < g.kernel[1]; b++) {
                    for (long k = 0; k < g.kernel[2]; k++) {
                        term(channel, row, firstLine, lines, a, b, k, task);
                        row += lines * pitch;
                    }
                }
            }
        }
    }

    private void term(
            long channel, long row, long firstLine, long lines, long a, long b, long k, Line task) {
        long shift = k * g.dilation[2] - g.before[2];
        long skip = Math.min(g.out[2], Math.max(0, Math.ceilDiv(-shift, g.stride[2])));
        long end = Math.clamp(Math.ceilDiv(g.in[2] - shift, g.stride[2]), skip, g.out[2]);
        for (long line = 0; line < lines; line++) {
            long o0 = (firstLine + line) / g.out[1];
            long o1 = (firstLine + line) % g.out[1];
            long i0 = o0 * g.stride[0] - g.before[0] + a * g.dilation[0];
            long i1 = o1 * g.stride[1] - g.before[1] + b * g.dilation[1];
            boolean inside = i0 >= 0 && i0 < g.in[0] && i1 >= 0 && i1 < g.in[1] && skip < end;
            long start = inside ? (i0 * g.in[1] + i1) * g.in[2] + skip * g.stride[2] + shift : 0;
            task.run(
                    channel + start * size,
                    g.stride[2] * size,
                    row + line * g.out[2] * size,
                    inside ? skip : g.out[2],
                    inside ? end - skip : 0);
        }
    }

    private static void zero(long to, long bytes) {
        for (long i = 0; i < bytes; i += 4) {
            Raw.ALL.set(INT, to + i, 0);
        }
    }

    private static void copy(long from, long to, long bytes) {
        long even = bytes & -8L;
        for (long i = 0; i < even; i += 8) {
            Raw.ALL.set(LONG, to + i, Raw.ALL.get(LONG, from + i));
        }
        if (even < bytes) {
            Raw.ALL.set(INT, to + even, Raw.ALL.get(INT, from + even));
        }
    }

    private static void spread4(long from, long step, long to, long count) {
        for (long i = 0; i < count; i++) {
            Raw.ALL.set(INT, to + i * 4, Raw.ALL.get(INT, from + i * step));
        }
    }

    private static void spread8(long from, long step, long to, long count) {
        for (long i = 0; i < count; i++) {
            Raw.ALL.set(LONG, to + i * 8, Raw.ALL.get(LONG, from + i * step));
        }
    }

    private static void addFloats(long from, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            long at = to + i * step;
            Raw.ALL.set(FLOAT, at, Raw.ALL.get(FLOAT, at) + Raw.ALL.get(FLOAT, from + i * 4));
        }
    }

    private static void addDoubles(long from, long to, long step, long count) {
        for (long i = 0; i < count; i++) {
            long at = to + i * step;
            Raw.ALL.set(DOUBLE, at, Raw.ALL.get(DOUBLE, at) + Raw.ALL.get(DOUBLE, from + i * 8));
        }
    }
}
