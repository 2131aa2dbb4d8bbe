package org.ranvier.cpu.conv;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;

/**
 * What a convolution and its adjoint in the input have in common: every output is a sum over
 * channels and taps of a weight times a source element. It is a matrix product whose right-hand
 * matrix is never made: its rows are read where they stand in the {@link Planes}.
 *
 * @param type F32 or F64
 * @param axes three spatial axes
 * @param images how many images
 * @param groups how many groups
 * @param rows channels of the result in a group
 * @param channels channels of the source in a group
 * @param source where the source begins
 * @param weights the weights
 * @param result where the result begins
 * @param extents elements of the result along each axis
 */
record Correlation(
        DType type,
        Axis[] axes,
        long images,
        long groups,
        long rows,
        long channels,
        long source,
        Weights weights,
        long result,
        long[] extents) {
    /** Bytes of planes that stay in the second-level cache. */
    private static final long CACHED = 512 << 10;

    /** Multiplications of a piece of work. */
    private static final long PIECE = 1 << 21;

    /** Outputs that are laid out together at least, if need be of several images. */
    private static final long OUTPUTS = 256;

    /** As many units of work there should be, whatever the number of threads. */
    private static final long UNITS = 16;

    void run(Workers workers) {
        long outputs = axes[0].count * axes[1].count * axes[2].count;
        long depth = channels * axes[0].taps.length * axes[1].taps.length * axes[2].taps.length;
        if (outputs == 0) {
            return;
        }
        long total = images * groups * rows * outputs * Math.max(1, depth);
        long packed = weights.pack(workers, type, axes, groups, rows, channels);
        boolean inPlace = Planes.inPlace(axes);
        long together = inPlace ? images : Math.min(images, Math.ceilDiv(OUTPUTS, outputs));
        long blocks = Math.ceilDiv(images, together);
        int cut = axes[0].count > 1 ? 0 : axes[1].count > 1 ? 1 : 2;
        long strip = inPlace ? axes[cut].count : strip(cut, blocks);
        long strips = Math.ceilDiv(axes[cut].count, strip);
        long tiles = Math.ceilDiv(rows, TileKernel.ROWS);
        long parts = inPlace ? parts(outputs) : 1;
        long units = groups * blocks * strips * parts;
        long share = Math.ceilDiv(tiles, Math.min(tiles, Math.ceilDiv(UNITS, units)));
        share = Math.max(share, Math.min(tiles, 8));
        long shares = Math.ceilDiv(tiles, share);
        long each = Math.max(1, total / (units * shares));
        long tilesOfShare = share;
        workers.parallel(
                units * shares,
                Math.max(1, PIECE / each),
                (start, end) -> {
                    TileKernel kernel = Tiles.kernel(type, (end - start) * each);
                    for (long i = start; i < end; i++) {
                        long unit = i / shares / parts;
                        long from = unit % strips * strip;
                        Axis[] part = axes.clone();
                        part[cut] = axes[cut].part(from, Math.min(strip, axes[cut].count - from));
                        long block = unit / strips % blocks * together;
                        new CorrelationUnit(this, kernel, packed, part)
                                .run(
                                        unit / strips / blocks,
                                        block,
                                        Math.min(together, images - block),
                                        i / shares % parts,
                                        parts,
                                        i % shares * tilesOfShare,
                                        Math.min(tiles, (i % shares + 1) * tilesOfShare));
                    }
                });
    }

    /** Into how many parts the panels of all images are cut. */
    private long parts(long outputs) {
        long panels = Math.ceilDiv(images * outputs, Tiles.columns(type));
        return Math.min(panels, Math.ceilDiv(UNITS, groups));
    }

    /** The correlation of some images only. */
    Correlation part(long firstImage, long count) {
        return new Correlation(
                type,
                axes,
                count,
                groups,
                rows,
                channels,
                source + firstImage * groups * channels * sourceChannel(),
                weights,
                result + firstImage * groups * rows * resultChannel(),
                extents);
    }

    /** How many outputs along an axis are done at once. */
    private long strip(int cut, long blocks) {
        Axis axis = axes[cut];
        long each = channels * type.byteSize();
        for (int i = 0; i < 3; i++) {
            each *= axes[i].phases.length * (i == cut ? 1 : axes[i].extent);
        }
        long cached = Math.max(1, CACHED / Math.max(1, each) - (axis.extent - axis.count));
        long enough = Math.ceilDiv(axis.count, Math.ceilDiv(UNITS, groups * blocks));
        return Math.min(axis.count, Math.min(cached, enough));
    }

    /** Distance of channels of the source, in bytes. */
    long sourceChannel() {
        return axes[0].length * axes[1].length * axes[2].length * type.byteSize();
    }

    /** Distance of channels of the result, in bytes. */
    long resultChannel() {
        return extents[0] * extents[1] * extents[2] * type.byteSize();
    }

    /**
     * The weights as the left-hand matrix: element (row, channel, tap) of a group.
     *
     * @param address where they begin
     * @param group distance of groups, in elements
     * @param row distance of rows
     * @param channel distance of channels
     * @param taps distance of taps along each axis
     */
    record Weights(long address, long group, long row, long channel, long[] taps) {
        /**
         * Lays them out in tiles of {@link TileKernel#ROWS} rows: element after element of the
         * inner axis, for each all rows of the tile.
         */
        long pack(Workers workers, DType type, Axis[] axes, long groups, long rows, long channels) {
            int bytes = type.byteSize();
            long[] inner = inner(axes, channels, bytes);
            long tiles = Math.ceilDiv(rows, TileKernel.ROWS);
            long tile = inner.length * (long) TileKernel.ROWS * bytes;
            long target = Work.local().address(Work.Use.SHARED, groups * tiles * tile + 1);
            workers.parallel(
                    groups * tiles,
                    Math.max(1, (1 << 14) / (tile + 1)),
                    (start, end) -> {
                        for (long i = start; i < end; i++) {
                            long first = i % tiles * TileKernel.ROWS;
                            long from = address + (i / tiles * group + first * row) * bytes;
                            int present = (int) Math.min(TileKernel.ROWS, rows - first);
                            if (bytes == Float.BYTES) {
                                tile4(from, row * bytes, present, inner, target + i * tile);
                            } else {
                                tile8(from, row * bytes, present, inner, target + i * tile);
                            }
                        }
                    });
            return target;
        }

        private long[] inner(Axis[] axes, long channels, int bytes) {
            int count = axes[0].taps.length * axes[1].taps.length * axes[2].taps.length;
            long[] inner = new long[Math.toIntExact(channels * count)];
            int n = 0;
            for (long c = 0; c < channels; c++) {
                for (long i : axes[0].taps) {
                    for (long j : axes[1].taps) {
                        for (long k : axes[2].taps) {
                            long at = c * channel + i * taps[0] + j * taps[1] + k * taps[2];
                            inner[n++] = at * bytes;
                        }
                    }
                }
            }
            return inner;
        }

        private static void tile4(long from, long row, int rows, long[] inner, long to) {
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < inner.length; k++) {
                    int value = Raw.ALL.get(Raw.INT, from + i * row + inner[k]);
                    Raw.ALL.set(Raw.INT, to + (k * (long) TileKernel.ROWS + i) * 4, value);
                }
            }
        }

        private static void tile8(long from, long row, int rows, long[] inner, long to) {
            for (int i = 0; i < rows; i++) {
                for (int k = 0; k < inner.length; k++) {
                    long value = Raw.ALL.get(Raw.LONG, from + i * row + inner[k]);
                    Raw.ALL.set(Raw.LONG, to + (k * (long) TileKernel.ROWS + i) * 8, value);
                }
            }
        }
    }
}
