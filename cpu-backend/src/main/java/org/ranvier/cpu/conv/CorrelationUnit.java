package org.ranvier.cpu.conv;

import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;

/**
 * A part of a correlation that one thread does: some images of one group, a strip of the outputs, a
 * share of the rows.
 *
 * <p>Its columns are taken in one of two orders. In the order of the planes (flat), rows of the
 * product are read in place, at the price of columns between two lines that are no outputs. In the
 * order of the outputs (dense), nothing is computed in vain, at the price of packing each panel.
 */
final class CorrelationUnit {
    /** Length of a block of the inner axis at most. It decides in which order sums are taken. */
    private static final int DEPTH = 512;

    /** Panels packed at once from a source in place, for memory is read faster in long pieces. */
    private static final int PANELS = 4;

    private final Correlation whole;
    private final TileKernel kernel;
    private final Axis[] axes;
    private final Planes planes;
    private final int bytes;
    private final int width;
    private final long tileRow;
    private final long packed;
    private final long[] reads;
    private final int depth;
    private final long[] packedRows;
    private final Runs runs;
    private final Runs packedRuns;
    private final int together;
    private final long packedRow;
    private final long panel;
    private final long tile;

    CorrelationUnit(Correlation whole, TileKernel kernel, long packed, Axis[] axes) {
        this.whole = whole;
        this.kernel = kernel;
        this.packed = packed;
        this.axes = axes;
        bytes = whole.type().byteSize();
        width = Tiles.columns(whole.type());
        tileRow = (long) width * bytes;
        long imageOfSource = whole.groups() * whole.channels() * whole.sourceChannel();
        planes = new Planes(axes, bytes, whole.channels(), imageOfSource);
        reads = planes.reads(whole.channels());
        int terms = Math.max(1, reads.length);
        depth = Math.ceilDiv(terms, Math.ceilDiv(terms, DEPTH));
        together = planes.inPlace() ? PANELS : 1;
        packedRow = together * tileRow;
        packedRows = new long[depth];
        for (int k = 0; k < depth; k++) {
            packedRows[k] = k * packedRow;
        }
        runs = new Runs(width);
        packedRuns = new Runs(together * width);
        panel = Work.local().address(Work.Use.PANEL, depth * packedRow);
        tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * tileRow);
    }

    /**
     * Does rows of tiles {@code fromTile} to before {@code toTile} of some images of a group; of
     * their panels one of so many parts.
     */
    void run(
            long group,
            long firstImage,
            long images,
            long part,
            long parts,
            long fromTile,
            long toTile) {
        long from = source(group, firstImage, images);
        long to =
                whole.result()
                        + (firstImage * whole.groups() + group)
                                * whole.rows()
                                * whole.resultChannel();
        long tileBytes = (long) reads.length * TileKernel.ROWS * bytes;
        long tiles = Math.ceilDiv(whole.rows(), TileKernel.ROWS);
        long left = packed + group * tiles * tileBytes;
        long flat = Math.ceilDiv(flatColumns(), width);
        long outputs = axes[0].count * axes[1].count * axes[2].count;
        long dense = Math.ceilDiv(images * outputs, width);
        boolean isFlat = isFlat((double) (images * flat) / dense - 1, toTile - fromTile);
        long panels = isFlat ? images * flat : dense;
        long last = panels * (part + 1) / parts;
        long step = isFlat ? 1 : together;
        for (long p = panels * part / parts; p < last; p += step) {
            if (isFlat) {
                long image = p / flat;
                long at = from + image * planes.image();
                long result = to + image * imageOfResult();
                flat(at, p % flat * width, result, left, fromTile, toTile);
            } else {
                long end = Math.min(images * outputs, Math.min(last, p + step) * width);
                dense(p * width, (int) (end - p * width), from, to, left, fromTile, toTile);
            }
        }
    }

    private long imageOfResult() {
        return whole.groups() * whole.rows() * whole.resultChannel();
    }

    /** Where output 0 of the first image reads. */
    private long source(long group, long firstImage, long images) {
        long channels = whole.channels();
        long imageOfSource = whole.groups() * channels * whole.sourceChannel();
        long source =
                whole.source()
                        + firstImage * imageOfSource
                        + group * channels * whole.sourceChannel();
        if (planes.inPlace()) {
            return source + planes.origin();
        }
        long target = Work.local().address(Work.Use.IMAGE, images * planes.image() + tileRow);
        for (long n = 0; n < images; n++) {
            planes.fill(kernel, source + n * imageOfSource, channels, target + n * planes.image());
        }
        return target;
    }

    /** Whether columns in vain, a share of those that are not, cost less than packing. */
    private boolean isFlat(double vain, long tiles) {
        double packing = 6 + 5.0 * Math.ceilDiv(width, axes[2].count);
        return vain * tiles * 12 < packing;
    }

    /** Positions from the first output to the last. */
    private long flatColumns() {
        return ((axes[0].count - 1) * planes.extent(1) + axes[1].count - 1) * planes.extent(2)
                + axes[2].count;
    }

    private void flat(long image, long first, long result, long left, long fromTile, long toTile) {
        int count = (int) Math.min(width, flatColumns() - first);
        flatRuns(first, count, result);
        if (runs.count == 0) {
            return;
        }
        long from = image + first * bytes;
        for (int k = 0; k == 0 || k < reads.length; k += depth) {
            int end = Math.min(k + depth, reads.length);
            if (count == width) {
                tiles(left, from, reads, k, k, end, fromTile, toTile);
            } else {
                kernel.gather(from, reads, k, end, count, panel, packedRow);
                tiles(left, panel, packedRows, 0, k, end, fromTile, toTile);
            }
        }
    }

    private void dense(
            long first,
            int columns,
            long image,
            long result,
            long left,
            long fromTile,
            long toTile) {
        denseRuns(packedRuns, first, columns, result);
        for (int k = 0; k == 0 || k < reads.length; k += depth) {
            int end = Math.min(k + depth, reads.length);
            for (int i = 0; i < packedRuns.count; i++) {
                long to = panel + (long) packedRuns.column[i] * bytes;
                long from = image + packedRuns.source[i];
                kernel.gather(from, reads, k, end, packedRuns.length[i], to, packedRow);
            }
            for (int j = 0; j < columns; j += width) {
                denseRuns(runs, first + j, Math.min(width, columns - j), result);
                long right = panel + (long) j * bytes;
                tiles(left, right, packedRows, 0, k, end, fromTile, toTile);
            }
        }
    }

    /** A block of the inner axis, for all rows; {@code row} is where {@code at} has its first. */
    private void tiles(
            long left, long right, long[] at, int row, int k, int end, long fromTile, long toTile) {
        long tileBytes = (long) reads.length * TileKernel.ROWS * bytes;
        long step = (long) TileKernel.ROWS * bytes;
        boolean straight = k == 0 && runs.length[0] == width && axes[2].step == 1;
        for (long t = fromTile; t < toTile; t++) {
            int rows = (int) Math.min(TileKernel.ROWS, whole.rows() - t * TileKernel.ROWS);
            long a = left + t * tileBytes + (k - row) * step;
            long channel = t * TileKernel.ROWS * whole.resultChannel();
            long to = straight ? runs.target[0] + channel : tile;
            long toRow = straight ? whole.resultChannel() : tileRow;
            kernel.run(a, bytes, step, rows, right, at, row, row + end - k, to, toRow);
            if (!straight) {
                store(channel, rows, k > 0);
            }
        }
    }

    private void store(long channel, int rows, boolean add) {
        for (int i = 0; i < runs.count; i++) {
            TileStore.store(
                    kernel,
                    whole.type(),
                    tile + (long) runs.column[i] * bytes,
                    tileRow,
                    runs.target[i] + channel,
                    whole.resultChannel(),
                    axes[2].step * bytes,
                    rows,
                    runs.length[i],
                    add);
        }
    }

    private void flatRuns(long first, int count, long result) {
        runs.clear();
        long line = planes.extent(2);
        int column = 0;
        while (column < count) {
            long at = first + column;
            long x = at % line;
            long y = at / line % planes.extent(1);
            long z = at / line / planes.extent(1);
            int length = (int) Math.min(count - column, line - x);
            int outputs = (int) Math.min(length, axes[2].count - x);
            if (outputs > 0 && y < axes[1].count) {
                runs.add(column, outputs, at * bytes, result + target(z, y, x));
            }
            column += length;
        }
    }

    private void denseRuns(Runs runs, long first, int count, long result) {
        runs.clear();
        long line = axes[2].count;
        int column = 0;
        while (column < count) {
            long at = first + column;
            long x = at % line;
            long y = at / line % axes[1].count;
            long rest = at / line / axes[1].count;
            long z = rest % axes[0].count;
            long n = rest / axes[0].count;
            int length = (int) Math.min(count - column, line - x);
            long from = n * planes.image() + z * planes.step(0) + y * planes.step(1) + x * bytes;
            runs.add(column, length, from, result + n * imageOfResult() + target(z, y, x));
            column += length;
        }
    }

    /** Where an output goes, in bytes from where its channel begins. */
    private long target(long z, long y, long x) {
        long layer = axes[0].start + z * axes[0].step;
        long line = layer * whole.extents()[1] + axes[1].start + y * axes[1].step;
        return (line * whole.extents()[2] + axes[2].start + x * axes[2].step) * bytes;
    }
}
