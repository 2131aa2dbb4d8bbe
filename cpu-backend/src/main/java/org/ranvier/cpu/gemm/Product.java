package org.ranvier.cpu.gemm;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;

/**
 * A product of two matrices, cut into tiles. The inner axis is taken in blocks, so that some rows
 * of a block of a stay in the second-level cache while all panels of b pass by, and a panel of b
 * while those rows do.
 */
final class Product {
    /** Bytes of a row in a block of the inner axis. */
    private static final int DEPTH_BYTES = 2048;

    /** Rows of a block of a: half a megabyte. */
    private static final long BLOCK = 42L * TileKernel.ROWS;

    /** From so many rows of a on, a panel of b is worth copying together. */
    private static final int ROWS_TO_PACK = 144;

    /** Bytes between neighbours in a row of a from which on it is worth copying together. */
    private static final long FAR = 1024;

    private final DType type;
    private final int width;
    private final long tileRow;
    private final long k;
    private final int depth;
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
        this.depth = depth(type, k);
        boolean isPanel = b.row() == tileRow;
        this.direct = b.column() == type.byteSize() && (m < ROWS_TO_PACK || isPanel);
        this.plainC = c.column() == type.byteSize();
        this.packsA = a.column() >= FAR && n > width;
        this.packedRows = multiples(depth, tileRow);
        this.directRows = multiples(depth, b.row());
    }

    /** Whether rows of a are copied together, for they lie far apart. */
    boolean packsA() {
        return packsA;
    }

    /**
     * Length of a block of the inner axis; the last may be shorter. It decides in which order sums
     * are taken.
     */
    private static int depth(DType type, long k) {
        long most = DEPTH_BYTES / type.byteSize();
        return (int) Math.ceilDiv(k, Math.max(1, Math.ceilDiv(k, most)));
    }

    private static long[] multiples(int count, long step) {
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = i * step;
        }
        return offsets;
    }

    /**
     * Computes {@code m} rows and {@code n} columns of c from those of a and b. Each call asks for
     * the kernel anew, so that a long product does not stay with the one for cold code.
     */
    void block(Matrix a, Matrix b, Matrix c, long m, long n) {
        TileKernel kernel = Tiles.kernel(type, m * n * Math.max(1, k));
        long done = 0;
        do {
            int terms = (int) Math.min(depth, k - done);
            Matrix right = b.from(done, 0);
            long panels = pack(kernel, right, n, terms);
            for (long i = 0; i < m; i += BLOCK) {
                long rows = Math.min(BLOCK, m - i);
                Tiled left = tiled(a.from(i, done), rows, terms);
                for (long j = 0; j < n; j += width) {
                    int columns = (int) Math.min(width, n - j);
                    boolean inPlace = direct && columns == width;
                    long from = inPlace ? right.at(0, j) : panels + j * terms * type.byteSize();
                    long[] at = inPlace ? directRows : packedRows;
                    panel(kernel, left, from, at, c.from(i, j), rows, columns, terms, done > 0);
                }
            }
            done += terms;
        } while (done < k);
    }

    /** Lays out those panels of b that are not read in place; says where they begin. */
    private long pack(TileKernel kernel, Matrix b, long n, int terms) {
        long whole = n / width * width;
        long first = direct ? whole : 0;
        if (first == n) {
            return 0;
        }
        long size = Math.ceilDiv(n, width) * terms * tileRow;
        long panels = Work.local().address(Work.Use.PANEL, size);
        for (long j = first; j < n; j += width) {
            int columns = (int) Math.min(width, n - j);
            long to = panels + j * terms * type.byteSize();
            Panel.pack(kernel, type, b.from(0, j), directRows, terms, columns, to, tileRow);
        }
        return panels;
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

    private Tiled tiled(Matrix a, long m, int terms) {
        if (!packsA) {
            return new Tiled(a.address(), TileKernel.ROWS * a.row(), a.row(), a.column());
        }
        long bytes = type.byteSize();
        long tile = terms * TileKernel.ROWS * bytes;
        long tiles = Math.ceilDiv(m, TileKernel.ROWS);
        long to = Work.local().address(Work.Use.LEFT, tiles * tile);
        int whole = a.row() == bytes ? (int) (m / TileKernel.ROWS) : 0;
        Panel.tiles(type, a, whole, terms, to);
        for (long t = whole; t < tiles; t++) {
            int rows = (int) Math.min(TileKernel.ROWS, m - t * TileKernel.ROWS);
            Matrix from = a.from(t * TileKernel.ROWS, 0);
            Panel.copy(type, from.transpose(), terms, rows, to + t * tile, TileKernel.ROWS * bytes);
        }
        return new Tiled(to, tile, bytes, TileKernel.ROWS * bytes);
    }

    private void panel(
            TileKernel kernel,
            Tiled a,
            long panel,
            long[] at,
            Matrix c,
            long m,
            int columns,
            int terms,
            boolean add) {
        boolean straight = columns == width && plainC && !add;
        long tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * tileRow);
        for (long i = 0; i < m; i += TileKernel.ROWS) {
            int rows = (int) Math.min(TileKernel.ROWS, m - i);
            long left = a.address + i / TileKernel.ROWS * a.tile;
            long to = straight ? c.at(i, 0) : tile;
            long toRow = straight ? c.row() : tileRow;
            kernel.run(left, a.row, a.column, rows, panel, at, 0, terms, to, toRow);
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
