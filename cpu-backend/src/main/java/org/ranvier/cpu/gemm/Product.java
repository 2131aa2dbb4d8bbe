package org.ranvier.cpu.gemm;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;

/**
 * How a product of two matrices is cut into tiles. The inner axis is taken in blocks, so that some
 * rows of a block of a stay in the second-level cache while all panels of b pass by, and a panel of
 * b while those rows do.
 */
final class Product {
    /** Bytes of a row in a block of the inner axis. */
    private static final int DEPTH_BYTES = 2048;

    /** Rows of a block of a: half a megabyte. */
    private static final long BLOCK = 42L * TileKernel.ROWS;

    /** Rows of a block where those of a are copied together: so few that they stay in cache. */
    private static final long PACKED_BLOCK = 22L * TileKernel.ROWS;

    /** From so many rows of a on, a panel of b is worth copying together. */
    private static final int ROWS_TO_PACK = 144;

    /** Rows of a panel that are laid out at once: they stay in the first-level cache. */
    private static final int CHUNK = 128;

    private final DType type;
    private final long bytes;
    private final int width;
    private final long tileRow;
    private final long k;
    private final int depth;
    private final boolean direct;
    private final boolean plainC;
    private final boolean packsA;
    private final long chunks;
    private final long[] directRows;
    private final long[] packedRows;

    Product(Factors p) {
        this.type = p.type();
        this.bytes = type.byteSize();
        this.width = Tiles.columns(type);
        this.tileRow = width * bytes;
        this.k = p.sizes().k();
        this.depth = depth(type, k);
        boolean isPanel = p.b().row() == tileRow;
        this.direct = p.rowsOfB() && (p.sizes().m() < ROWS_TO_PACK || isPanel);
        this.plainC = p.rowsOfC();
        this.packsA = p.packsA();
        this.chunks = Math.ceilDiv(k, CHUNK);
        this.packedRows = multiples(depth, tileRow);
        this.directRows = multiples(Math.max(depth, CHUNK), p.b().row());
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

    /** Columns of whole panels that take so many bytes, at least one panel. */
    long columns(long most) {
        return Math.max(1, most / Math.max(1, k * tileRow)) * width;
    }

    /** Bytes of the panels of so many columns. */
    long panelBytes(long n) {
        return Math.ceilDiv(n, width) * k * tileRow;
    }

    /** In how many parts {@code n} columns of b are laid out. */
    long blocks(long n) {
        return (Math.ceilDiv(n, width) - firstPanel(n)) * chunks;
    }

    /** Panels before this one are read in place. */
    private long firstPanel(long n) {
        return direct ? n / width : 0;
    }

    /** Lays out a part of b's first {@code n} columns. */
    void layOut(Matrix b, long n, long block, long panels) {
        long panel = firstPanel(n) + block / chunks;
        long from = block % chunks * CHUNK;
        int rows = (int) Math.min(CHUNK, k - from);
        int columns = (int) Math.min(width, n - panel * width);
        long to = panels + (panel * k + from) * tileRow;
        TileKernel kernel = Tiles.kernel(type, (long) rows * columns);
        Panel.pack(
                kernel, type, b.from(from, panel * width), directRows, rows, columns, to, tileRow);
    }

    /**
     * Computes {@code m} rows and {@code n} columns of c from those of a and b. Each block of rows
     * asks for the kernel anew, so that a long product does not stay with the one for cold code.
     *
     * @param panels where those panels begin that are not read in place
     */
    void block(Matrix a, Matrix b, long panels, Matrix c, long m, long n) {
        long most = packsA ? PACKED_BLOCK : BLOCK;
        for (long i = 0; i < m; i += most) {
            long rows = Math.min(most, m - i);
            TileKernel kernel = Tiles.kernel(type, rows * n * Math.max(1, k));
            Matrix to = c.from(i, 0);
            if (plainC) {
                rows(kernel, a.from(i, 0), b, panels, to, rows, n);
            } else {
                long row = Math.ceilDiv(n, width) * tileRow;
                long sums = Work.local().address(Work.Use.SUMS, rows * row);
                Matrix plain = new Matrix(sums, row, bytes);
                rows(kernel, a.from(i, 0), b, panels, plain, rows, n);
                Panel.turn(type, plain.transpose(), (int) n, (int) rows, to.address(), to.column());
            }
        }
    }

    private void rows(
            TileKernel kernel, Matrix a, Matrix b, long panels, Matrix c, long m, long n) {
        long done = 0;
        do {
            int terms = (int) Math.min(depth, k - done);
            Tiled left = tiled(a.from(0, done), m, terms);
            for (long j = 0; j < n; j += width) {
                int columns = (int) Math.min(width, n - j);
                boolean inPlace = direct && columns == width;
                long from = inPlace ? b.at(done, j) : panels + panelBytes(j) + done * tileRow;
                long[] at = inPlace ? directRows : packedRows;
                panel(kernel, left, from, at, c.from(0, j), m, columns, terms, done > 0);
            }
            done += terms;
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

    private Tiled tiled(Matrix a, long m, int terms) {
        if (!packsA) {
            return new Tiled(a.address(), TileKernel.ROWS * a.row(), a.row(), a.column());
        }
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
        boolean straight = columns == width && !add;
        long tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * tileRow);
        for (long i = 0; i < m; i += TileKernel.ROWS) {
            int rows = (int) Math.min(TileKernel.ROWS, m - i);
            long left = a.address + i / TileKernel.ROWS * a.tile;
            long to = straight ? c.at(i, 0) : tile;
            long toRow = straight ? c.row() : tileRow;
            kernel.run(left, a.row, a.column, rows, panel, at, 0, terms, to, toRow);
            if (!straight) {
                kernel.store(tile, tileRow, rows, columns, c.at(i, 0), c.row(), add);
            }
        }
    }
}
