package org.ranvier.cpu.gemm;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;

/**
 * A product of two matrices, cut into tiles. The inner axis is taken in blocks, so that a panel of
 * b stays in the first-level cache while all rows of a pass by.
 */
final class Product {
    /** Length of a block of the inner axis. It decides in which order sums are taken. */
    static final int DEPTH = 256;

    /** From so many rows of a on, a panel of b is worth copying together. */
    private static final int ROWS_TO_PACK = 48;

    /** Bytes between neighbours in a row of a from which on it is worth copying together. */
    private static final long FAR = 1024;

    private final DType type;
    private final int width;
    private final long tileRow;
    private final long k;
    private final boolean direct;
    private final boolean plainC;
    private final boolean packsA;
    private final long[] directRows;
    private final long[] packedRows;

    Product(DType type, long m, long n, long k, Matrix a, Matrix b, Matrix c) {
        this.type = type;
        this.width = Tiles.columns(type);
        this.tileRow = (long) width * type.byteSize();
        this.k = k;
        this.direct = b.column() == type.byteSize() && m < ROWS_TO_PACK;
        this.plainC = c.column() == type.byteSize();
        this.packsA = a.column() >= FAR && n > width;
        int depth = (int) Math.min(k, DEPTH);
        this.packedRows = multiples(depth, tileRow);
        this.directRows = multiples(depth, b.row());
    }

    /** Whether rows of a are copied together, for they lie far apart. */
    boolean packsA() {
        return packsA;
    }

    private static long[] multiples(int count, long step) {
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = i * step;
        }
        return offsets;
    }

    /**
     * Computes {@code m} rows and {@code n} columns of c from those of a and b. Each block asks for
     * the kernel anew, so that a long product does not stay with the one for cold code.
     */
    void block(Matrix a, Matrix b, Matrix c, long m, long n) {
        TileKernel kernel = Tiles.kernel(type, m * n * Math.max(1, k));
        long done = 0;
        do {
            int depth = (int) Math.min(DEPTH, k - done);
            Tiled left = tiled(a.from(0, done), m, depth);
            for (long j = 0; j < n; j += width) {
                int columns = (int) Math.min(width, n - j);
                panel(kernel, left, b.from(done, j), c.from(0, j), m, columns, depth, done > 0);
            }
            done += depth;
        } while (done < k);
    }

    /**
     * Where tiles of rows of a lie.
     *
     * @param address of the first
     * @param tile distance of tiles, in bytes
     * @param row distance of rows in a tile
     * @param column distance of neighbours in a row
     */
    private record Tiled(long address, long tile, long row, long column) {}

    private Tiled tiled(Matrix a, long m, int depth) {
        if (!packsA) {
            return new Tiled(a.address(), TileKernel.ROWS * a.row(), a.row(), a.column());
        }
        long bytes = type.byteSize();
        long tile = depth * TileKernel.ROWS * bytes;
        long tiles = Math.ceilDiv(m, TileKernel.ROWS);
        long to = Work.local().address(Work.Use.LEFT, tiles * tile);
        int whole = a.row() == bytes ? (int) (m / TileKernel.ROWS) : 0;
        Panel.tiles(type, a, whole, depth, to);
        for (long t = whole; t < tiles; t++) {
            int rows = (int) Math.min(TileKernel.ROWS, m - t * TileKernel.ROWS);
            Matrix from = a.from(t * TileKernel.ROWS, 0);
            Panel.copy(type, from.transpose(), depth, rows, to + t * tile, TileKernel.ROWS * bytes);
        }
        return new Tiled(to, tile, bytes, TileKernel.ROWS * bytes);
    }

    private void panel(
            TileKernel kernel,
            Tiled a,
            Matrix b,
            Matrix c,
            long m,
            int columns,
            int depth,
            boolean add) {
        boolean whole = columns == width;
        long from = b.address();
        long[] at = directRows;
        if (!direct || !whole) {
            at = packedRows;
            from = Work.local().address(Work.Use.PANEL, DEPTH * tileRow);
            Panel.pack(kernel, type, b, directRows, depth, columns, from, tileRow);
        }
        long tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * tileRow);
        for (long i = 0; i < m; i += TileKernel.ROWS) {
            int rows = (int) Math.min(TileKernel.ROWS, m - i);
            boolean straight = whole && plainC && !add;
            long target = straight ? c.at(i, 0) : tile;
            long targetRow = straight ? c.row() : tileRow;
            kernel.run(
                    a.address + i / TileKernel.ROWS * a.tile,
                    a.row,
                    a.column,
                    rows,
                    from,
                    at,
                    0,
                    depth,
                    target,
                    targetRow);
            if (!straight) {
                TileStore.store(
                        kernel,
                        type,
                        tile,
                        tileRow,
                        c.at(i, 0),
                        c.row(),
                        c.column(),
                        rows,
                        columns,
                        add);
            }
        }
    }
}
