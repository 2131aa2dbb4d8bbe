package org.ranvier.cpu.conv;

import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;

/**
 * A part of a weight's gradient that one thread does: some input channels of one group, from some
 * of the outputs. Columns of the product are pairs of tap and channel; taps that read neighbours
 * make one segment of columns.
 */
final class WeightGradientPiece {
    /** Length of a block of the inner axis at most. It decides in which order sums are taken. */
    private static final int DEPTH = 512;

    private final WeightGradient whole;
    private final TileKernel kernel;
    private final long group;
    private final long channel;
    private final long channels;
    private final long sums;
    private final int bytes;
    private final int width;
    private final long tileRow;
    private final long sumsRow;
    private final long[] packedRows;
    private final long panel;
    private final long tile;

    WeightGradientPiece(
            WeightGradient whole,
            TileKernel kernel,
            long group,
            long channel,
            long channels,
            long partial) {
        this.whole = whole;
        this.kernel = kernel;
        this.group = group;
        this.channel = channel;
        this.channels = channels;
        bytes = whole.type().byteSize();
        width = Tiles.columns(whole.type());
        tileRow = (long) width * bytes;
        sumsRow = whole.channels() * whole.taps() * bytes;
        sums = partial + group * whole.rows() * sumsRow + channel * whole.taps() * bytes;
        packedRows = new long[DEPTH];
        for (int k = 0; k < DEPTH; k++) {
            packedRows[k] = k * tileRow;
        }
        panel = Work.local().address(Work.Use.PANEL, (DEPTH + 1) * tileRow);
        tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * tileRow);
    }

    /** Adds up units {@code from} to before {@code to}: strips of images. */
    void run(int cut, long strip, long from, long to) {
        Axis axis = whole.axes()[cut];
        long strips = Math.ceilDiv(axis.count, strip);
        for (long unit = from; unit < to; unit++) {
            long start = unit % strips * strip;
            Axis[] part = whole.axes().clone();
            part[cut] = axis.part(start, Math.min(strip, axis.count - start));
            unit(unit / strips, part, start * outputsBehind(cut), unit > from);
        }
    }

    private long outputsBehind(int axis) {
        long outputs = 1;
        for (int i = axis + 1; i < 3; i++) {
            outputs *= whole.axes()[i].count;
        }
        return outputs;
    }

    private void unit(long image, Axis[] part, long firstOutput, boolean add) {
        ChannelsLast inputs = new ChannelsLast(part, bytes, channels);
        long[] reads = inputs.reads();
        long block = Work.local().address(Work.Use.IMAGE, inputs.byteSize() + tileRow);
        Axis[] axes = whole.axes();
        long inputChannel = axes[0].length * axes[1].length * axes[2].length * bytes;
        long outputs = axes[0].count * axes[1].count * axes[2].count;
        long plane = (image * whole.groups() + group) * whole.channels() + channel;
        inputs.fill(whole.source() + plane * inputChannel, block);
        long row = (image * whole.groups() + group) * whole.rows();
        long left = whole.gradient() + (row * outputs + firstOutput) * bytes;
        Segments segments = Segments.of(inputs, part, channels);
        boolean direct = segments.panels(width) <= Math.ceilDiv(segments.columns(), width);
        if (direct) {
            direct(segments, block, reads, left, outputs * bytes, add);
        } else {
            packed(segments, block, reads, left, outputs * bytes, add);
        }
    }

    private void direct(
            Segments segments, long block, long[] reads, long left, long leftRow, boolean add) {
        int depth = depth(reads.length);
        int first = 0;
        for (int i = 0; i < segments.count(); i++) {
            for (int j = 0; j < segments.length(i); j += width) {
                int columns = Math.min(width, segments.length(i) - j);
                long right = block + segments.offset(i) + (long) j * bytes;
                for (int k = 0; k < reads.length; k += depth) {
                    int end = Math.min(k + depth, reads.length);
                    tiles(left, leftRow, right, reads, k, end, first + j, columns, add || k > 0);
                }
            }
            first += segments.length(i);
        }
    }

    /** Blocks of equal length, as nearly as can be. */
    private static int depth(int terms) {
        return Math.ceilDiv(terms, Math.ceilDiv(terms, DEPTH));
    }

    private void packed(
            Segments segments, long block, long[] reads, long left, long leftRow, boolean add) {
        int depth = depth(reads.length);
        int total = segments.columns();
        for (int first = 0; first < total; first += width) {
            int columns = Math.min(width, total - first);
            for (int k = 0; k < reads.length; k += depth) {
                int end = Math.min(k + depth, reads.length);
                segments.pack(kernel, block, reads, k, end, first, columns, bytes, panel, tileRow);
                long from = left + (long) k * bytes;
                tiles(from, leftRow, panel, packedRows, 0, end - k, first, columns, add || k > 0);
            }
        }
    }

    /** A block of the inner axis, for all rows. */
    private void tiles(
            long left,
            long leftRow,
            long right,
            long[] at,
            int from,
            int to,
            int firstColumn,
            int columns,
            boolean add) {
        for (long i = 0; i < whole.rows(); i += TileKernel.ROWS) {
            int rows = (int) Math.min(TileKernel.ROWS, whole.rows() - i);
            long a = left + i * leftRow;
            kernel.run(a, leftRow, bytes, rows, right, at, from, to, tile, tileRow);
            long target = sums + i * sumsRow + (long) firstColumn * bytes;
            kernel.store(tile, tileRow, rows, columns, target, sumsRow, add);
        }
    }
}
