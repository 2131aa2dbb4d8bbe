package org.ranvier.cpu.conv;

import org.ranvier.cpu.tile.TileKernel;

/**
 * Columns (tap, channel) of a weight's gradient, as segments that are neighbours in memory.
 *
 * @param offset where each begins, in bytes from where an output reads
 * @param lengths how many columns each has, all the same
 */
record Segments(long[] offset, int lengths) {
    static Segments of(ChannelsLast inputs, Axis[] axes, long channels) {
        int taps = axes[2].taps.length;
        boolean merged = taps == 1 || axes[2].offset(1) == 1;
        int each = merged ? 1 : taps;
        long[] offset = new long[axes[0].taps.length * axes[1].taps.length * each];
        int n = 0;
        for (int i = 0; i < axes[0].taps.length; i++) {
            for (int j = 0; j < axes[1].taps.length; j++) {
                for (int k = 0; k < each; k++) {
                    offset[n++] = inputs.tap(i, j, k);
                }
            }
        }
        return new Segments(offset, Math.toIntExact(merged ? taps * channels : channels));
    }

    int count() {
        return offset.length;
    }

    long offset(int segment) {
        return offset[segment];
    }

    int length(int segment) {
        return lengths;
    }

    int columns() {
        return Math.multiplyExact(offset.length, lengths);
    }

    /** How many panels, if none may hold parts of two segments. */
    long panels(int width) {
        return offset.length * (long) Math.ceilDiv(lengths, width);
    }

    /** Brings columns together, for the outputs {@code from} to before {@code to}. */
    void pack(
            TileKernel kernel,
            long block,
            long[] reads,
            int from,
            int to,
            int first,
            int columns,
            int bytes,
            long panel,
            long panelRow) {
        int column = first;
        while (column < first + columns) {
            int segment = column / lengths;
            int within = column % lengths;
            int count = Math.min(lengths - within, first + columns - column);
            long source = block + offset[segment] + (long) within * bytes;
            long target = panel + (long) (column - first) * bytes;
            kernel.gather(source, reads, from, to, count, target, panelRow);
            column += count;
        }
    }
}
