package org.ranvier.cpu.conv;

import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;

/**
 * Blocks of tiles that one thread does. What it lays out stays in the second-level cache: the
 * transformed source and the products, sixteen matrices each, with a row for each channel.
 */
final class WinogradUnit {
    /** Length of a block of the inner axis. It decides in which order sums are taken. */
    private static final int DEPTH = 512;

    private static final long E = Float.BYTES;

    /** Channels whose columns are split at once: so few that they stay in the first-level cache. */
    private static final int CHANNELS = 8;

    /** Keeps matrices from the same places of the first-level cache. */
    private static final long GAP = 64;

    /** Lines of Bᵀ·d: each is one line of d, plus or minus another. */
    private static final int[] PLUS = {0, 1, 2, 1};

    private static final int[] OTHER = {2, 2, 1, 3};

    private final Correlation whole;
    private final WinogradTiles tiles;
    private final WinogradKernel kernel;
    private final TileKernel product;
    private final boolean[] redo;
    private final int channels;
    private final int rows;
    private final long row;
    private final long sourceMatrix;
    private final long productMatrix;
    private final long[] at;
    private final long zeros;
    private final long source;
    private final long products;
    private final long tile;
    private final long weightTile;
    private final long columns;
    private final long split;

    /**
     * A thread's share.
     *
     * @param weightTile bytes of a tile of rows of the transformed weights
     * @param redo takes which images have outputs that are not finite
     */
    WinogradUnit(
            Correlation whole,
            WinogradTiles tiles,
            long weightTile,
            WinogradKernel kernel,
            TileKernel product,
            boolean[] redo) {
        this.whole = whole;
        this.tiles = tiles;
        this.weightTile = weightTile;
        this.kernel = kernel;
        this.product = product;
        this.redo = redo;
        channels = (int) whole.channels();
        rows = (int) whole.rows();
        row = tiles.width() * E;
        sourceMatrix = channels * row + GAP;
        productMatrix = rows * row + GAP;
        at = new long[channels];
        for (int c = 0; c < channels; c++) {
            at[c] = c * row;
        }
        Work work = Work.local();
        long line = whole.axes()[2].length * E;
        zeros = work.address(Work.Use.ROW, line);
        Raw.ALL.asSlice(zeros, line).fill((byte) 0);
        source = work.address(Work.Use.PANEL, Winograd.NUMBERS * sourceMatrix);
        products = work.address(Work.Use.SUMS, (Winograd.NUMBERS + 1) * productMatrix);
        columns = row + WinogradKernel.SLACK * E;
        split = work.address(Work.Use.IMAGE, CHANNELS * 8 * columns + columns);
        tile = work.address(Work.Use.TILE, TileKernel.ROWS * row);
    }

    /** Does a block of a group, with the group's transformed weights. */
    void run(long group, long block, long weights) {
        int size = tiles.size(block);
        for (int place = 0; place < size; ) {
            WinogradTiles.Run run = tiles.run(block, place);
            source(group, run);
            place += run.length();
        }
        long matrix = Math.ceilDiv(rows, TileKernel.ROWS) * weightTile;
        for (int i = 0; i < Winograd.NUMBERS; i++) {
            product(weights + i * matrix, source + i * sourceMatrix, products + i * productMatrix);
        }
        for (int place = 0; place < size; ) {
            WinogradTiles.Run run = tiles.run(block, place);
            result(group, run);
            place += run.length();
        }
    }

    private void source(long group, WinogradTiles.Run run) {
        Axis y = whole.axes()[1];
        Axis x = whole.axes()[2];
        long first = (run.image() * whole.groups() + group) * channels * whole.sourceChannel();
        long column = 2 * run.column() + x.lowestOffset;
        long[] lines = new long[4];
        long[] steps = new long[4];
        for (int i = 0; i < 4; i++) {
            long line = 2 * run.line() + y.lowestOffset + i;
            boolean present = line >= 0 && line < y.length;
            long from = present ? whole.source() + first + line * x.length * E : zeros;
            lines[i] = from + column * E;
            steps[i] = present ? whole.sourceChannel() : 0;
        }
        int from = Math.toIntExact(-column);
        int to = Math.toIntExact(x.length - column);
        long target = source + run.place() * E;
        for (int c = 0; c < channels; c += CHANNELS) {
            int count = Math.min(CHANNELS, channels - c);
            for (int i = 0; i < 4; i++) {
                int p = PLUS[i];
                int q = OTHER[i];
                kernel.split(
                        lines[p] + c * steps[p],
                        steps[p],
                        lines[q] + c * steps[q],
                        steps[q],
                        i == 1 ? 1 : -1,
                        from,
                        to,
                        run.length() + 1,
                        count,
                        split + 2 * i * columns,
                        columns,
                        8 * columns);
            }
            for (int i = 0; i < 4; i++) {
                kernel.source(
                        split + 2 * i * columns,
                        columns,
                        8 * columns,
                        run.length(),
                        count,
                        target + 4 * i * sourceMatrix + c * row,
                        row,
                        sourceMatrix);
            }
        }
    }

    /** One of the sixteen products. */
    private void product(long left, long right, long to) {
        for (int c = 0; c < channels; c += DEPTH) {
            int end = Math.min(c + DEPTH, channels);
            for (int i = 0; i < rows; i += TileKernel.ROWS) {
                int present = Math.min(TileKernel.ROWS, rows - i);
                long a = left + i / TileKernel.ROWS * weightTile;
                long target = to + i * row;
                long aStep = TileKernel.ROWS * E;
                product.run(a, E, aStep, present, right, at, c, end, c == 0 ? target : tile, row);
                if (c > 0) {
                    product.store(tile, row, present, tiles.width(), target, row, true);
                }
            }
        }
    }

    private void result(long group, WinogradTiles.Run run) {
        long height = whole.axes()[1].count;
        long width = whole.axes()[2].count;
        long first = (run.image() * whole.groups() + group) * rows * whole.resultChannel();
        long line = width * E;
        long to = whole.result() + first + 2 * run.line() * line + 2 * run.column() * E;
        int columns = (int) Math.min(2L * run.length(), width - 2 * run.column());
        for (int i = 0; i < 2; i++) {
            boolean wanted = 2 * run.line() + i < height;
            boolean finite =
                    kernel.result(
                            products + run.place() * E + 4 * i * productMatrix,
                            row,
                            productMatrix,
                            1 - 2 * i,
                            run.length(),
                            rows,
                            to + i * line,
                            whole.resultChannel(),
                            wanted ? columns : 0);
            if (!finite) {
                redo[(int) run.image()] = true;
            }
        }
    }
}
