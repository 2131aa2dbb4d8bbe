package org.ranvier.cpu.conv;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/**
 * A correlation with 3×3 taps by minimal filtering, F(2×2, 3×3) of Lavin and Gray, Fast Algorithms
 * for Convolutional Neural Networks, 2016: four outputs from a tile of 4×4 source elements with 16
 * multiplications instead of 36. Tiles, weights and products are transformed by additions; between
 * that, sixteen matrix products sum over the channels.
 *
 * <p>Its rounding errors are in proportion to the largest elements of a tile, not to those that an
 * output reads; for an output that is not finite, or near one that is not, the image is done again
 * directly. What an image's outputs are does not depend on the other images.
 */
final class Winograd {
    /** The numbers of a transformed element. */
    static final int NUMBERS = 16;

    private static final int TAPS = 9;

    /** Channels of source and result from which on it was measured faster. */
    private static final long CHANNELS = 32;

    /** Outputs from which on it was. */
    private static final long OUTPUTS = 49;

    /** Multiplications of a piece of work. */
    private static final long PIECE = 1 << 21;

    private static final Twin<WinogradKernel> KERNEL =
            new Twin<>(
                    "minimal filtering",
                    new ScalarWinogradKernel(),
                    VectorWinogradKernel::new,
                    Winograd::trial);
    private static final MemorySegment TRIAL = Trials.floats();

    private final Correlation whole;
    private final int channels;
    private final int rows;

    private Winograd(Correlation whole) {
        this.whole = whole;
        channels = Math.toIntExact(whole.channels());
        rows = Math.toIntExact(whole.rows());
    }

    /** Does a correlation in this way where it is the faster one. */
    static void run(Workers workers, Correlation whole) {
        if (suits(whole)) {
            new Winograd(whole).run(workers);
        } else {
            whole.run(workers);
        }
    }

    private static boolean suits(Correlation c) {
        Axis[] axes = c.axes();
        return c.type() == DType.F32
                && axes[0] == Axis.NONE
                && suits(axes[1])
                && suits(axes[2])
                && Math.min(c.channels(), c.rows()) >= CHANNELS
                && c.images() * axes[1].count * axes[2].count >= OUTPUTS;
    }

    private static boolean suits(Axis axis) {
        return axis.taps.length == 3 && axis.reach() == 3 && axis.stride == 1 && axis.step == 1;
    }

    private void run(Workers workers) {
        long weights = weights(workers);
        WinogradTiles tiles = new WinogradTiles(whole);
        long each = (long) NUMBERS * channels * rows * tiles.width();
        boolean[] redo = new boolean[Math.toIntExact(whole.images())];
        workers.parallel(
                whole.groups() * tiles.blocks(),
                Math.max(1, PIECE / each),
                (start, end) -> {
                    TileKernel product = Tiles.kernel(DType.F32, (end - start) * each);
                    WinogradKernel kernel = KERNEL.get((end - start) * each / NUMBERS / channels);
                    WinogradUnit unit =
                            new WinogradUnit(whole, tiles, tileOfWeights(), kernel, product, redo);
                    for (long i = start; i < end; i++) {
                        long group = i / tiles.blocks();
                        unit.run(group, i % tiles.blocks(), weights + group * groupOfWeights());
                    }
                });
        directly(workers, redo);
    }

    private long groupOfWeights() {
        return NUMBERS * Math.ceilDiv(rows, TileKernel.ROWS) * tileOfWeights();
    }

    /** Whole cache lines, so that threads which write neighbours stay apart. */
    private long tileOfWeights() {
        long bytes = (long) channels * TileKernel.ROWS * Float.BYTES;
        return Math.ceilDiv(bytes, HostBuffer.ALIGNMENT) * HostBuffer.ALIGNMENT;
    }

    /**
     * The transformed weights of all groups: for each of the sixteen numbers the left-hand matrix,
     * in tiles of {@link TileKernel#ROWS} rows.
     */
    private long weights(Workers workers) {
        int tiles = Math.ceilDiv(rows, TileKernel.ROWS);
        long tile = tileOfWeights();
        long target = Work.local().address(Work.Use.SHARED, whole.groups() * groupOfWeights());
        long[] taps = taps();
        workers.parallel(
                whole.groups() * tiles,
                Math.max(1, (1 << 12) / channels),
                (start, end) -> {
                    WinogradKernel kernel = KERNEL.get((end - start) * tile);
                    long packed = Work.local().address(Work.Use.LEFT, TAPS * tile);
                    for (long i = start; i < end; i++) {
                        long group = i / tiles;
                        long first = i % tiles;
                        pack(group, first * TileKernel.ROWS, taps, packed, tile);
                        long to = target + group * groupOfWeights() + first * tile;
                        transform(kernel, packed, tile, to, tiles * tile);
                    }
                });
        return target;
    }

    /** {@code G·g·Gᵀ}. */
    private void transform(WinogradKernel kernel, long taps, long tap, long to, long number) {
        int kernels = channels * TileKernel.ROWS;
        for (int j = 0; j < 3; j++) {
            kernel.weights(taps + j * tap, 3 * tap, kernels, to + j * number, 4 * number);
        }
        for (int i = 0; i < 4; i++) {
            long line = to + 4 * i * number;
            kernel.weights(line, number, kernels, line, number);
        }
    }

    /** Where the taps of a kernel lie, in the order in which they read. */
    private long[] taps() {
        Axis y = whole.axes()[1];
        Axis x = whole.axes()[2];
        long[] at = new long[TAPS];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                at[(int) (y.offset(i) * 3 + x.offset(j))] =
                        (y.taps[i] * whole.weights().taps()[1]
                                        + x.taps[j] * whole.weights().taps()[2])
                                * Float.BYTES;
            }
        }
        return at;
    }

    /** Brings a tile of rows together, tap by tap. */
    private void pack(long group, long first, long[] taps, long target, long tap) {
        Correlation.Weights w = whole.weights();
        int present = (int) Math.min(TileKernel.ROWS, rows - first);
        for (int i = 0; i < present; i++) {
            long from = w.address() + (group * w.group() + (first + i) * w.row()) * Float.BYTES;
            long to = target + i * (long) Float.BYTES;
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < TAPS; t++) {
                    Raw.ALL.set(Raw.INT, to + t * tap, Raw.ALL.get(Raw.INT, from + taps[t]));
                }
                from += w.channel() * Float.BYTES;
                to += (long) TileKernel.ROWS * Float.BYTES;
            }
        }
    }

    private void directly(Workers workers, boolean[] redo) {
        int from = 0;
        while (from < redo.length) {
            int to = from;
            while (to < redo.length && redo[to]) {
                to++;
            }
            if (to > from) {
                whole.part(from, to - from).run(workers);
            }
            from = to + 1;
        }
    }

    private static void trial(WinogradKernel kernel) {
        long row = 512;
        long memory = Work.local().address(Work.Use.TRIAL, 32 * row);
        long x = TRIAL.address();
        kernel.weights(x, row, 32, memory, row);
        for (int tiles = 40; tiles > 0; tiles /= 2) {
            int columns = 2 * tiles - tiles % 2;
            kernel.split(x, 0, x, 0, 1, 1, columns, tiles + 1, 4, memory, row, 2 * row);
            kernel.source(memory, row, 2 * row, tiles, 4, memory + 16 * row, 4 * row, row);
            kernel.result(memory, 0, row, -1, tiles, 4, memory + 31 * row, 0, columns);
        }
    }
}
