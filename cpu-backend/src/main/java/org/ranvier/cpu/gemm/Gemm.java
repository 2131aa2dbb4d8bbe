package org.ranvier.cpu.gemm;

import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;
import org.ranvier.spi.Operand;

/** Matrix products. */
public final class Gemm {
    /** Multiplications of a piece of work: some ten microseconds. */
    private static final long PIECE = 1 << 21;

    /** As many pieces of work there should be, whatever the number of threads. */
    private static final long PIECES = 16;

    /** Rows of a piece at least, for each lays out its part of b. */
    private static final long ROWS = 32 * TileKernel.ROWS;

    /** Rows of a piece, where those of a are copied together: so few that they stay in cache. */
    private static final long PACKED = 22 * TileKernel.ROWS;

    /** Columns of a piece at most: a block of them stays in the last-level cache. */
    private static final long COLUMNS = 1024;

    private Gemm() {}

    /**
     * {@code c = a·b} of the last two axes, for every element of the leading axes.
     *
     * @param workers who does it
     * @param a {@code […, m, k]}, of any layout
     * @param b {@code […, k, n]}, of any layout
     * @param c {@code […, m, n]}, contiguous
     */
    public static void matmul(Workers workers, Operand a, Operand b, Operand c) {
        int rank = c.shape().rank();
        long m = c.shape().size(-2);
        long n = c.shape().size(-1);
        long k = a.shape().size(-1);
        long batch = c.shape().head(rank - 2).elements();
        Matrix left = matrix(a);
        Matrix right = matrix(b);
        Matrix result = matrix(c);
        DType type = c.dtype();
        if (flips(type, m, n, right)) {
            Batch flipped =
                    new Batch(
                            type, n, m, k, right.transpose(), left.transpose(), result.transpose());
            run(workers, flipped, batch, b, a, c);
        } else {
            run(workers, new Batch(type, m, n, k, left, right, result), batch, a, b, c);
        }
    }

    /** Whether the transposed product {@code cᵀ = bᵀ·aᵀ} has less to lay out anew. */
    private static boolean flips(DType type, long m, long n, Matrix b) {
        int width = Tiles.columns(type);
        boolean narrow = n < width && m > n;
        boolean acrossRows = b.column() != type.byteSize() && n > m;
        return narrow || acrossRows;
    }

    private record Batch(DType type, long m, long n, long k, Matrix a, Matrix b, Matrix c) {}

    private static void run(Workers workers, Batch p, long batch, Operand a, Operand b, Operand c) {
        Product product = new Product(p.type, p.m, p.n, p.k, p.a, p.b, p.c);
        long one = p.m * p.n * Math.max(1, p.k);
        if (one < PIECE) {
            workers.parallel(
                    batch,
                    Math.max(1, PIECE / one),
                    (start, end) -> {
                        for (long i = start; i < end; i++) {
                            product.block(
                                    p.a.shift(start(a, i)),
                                    p.b.shift(start(b, i)),
                                    p.c.shift(start(c, i)),
                                    p.m,
                                    p.n);
                        }
                    });
            return;
        }
        long most = Math.max(1, one / PIECE);
        long pieces = Math.min(Math.ceilDiv(PIECES, batch), most);
        long columns = product.packsA() ? Math.min(p.n, COLUMNS) : columns(p, pieces, most);
        long across = Math.ceilDiv(p.n, columns);
        long rows = product.packsA() ? PACKED : rows(p, Math.ceilDiv(pieces, across));
        long down = Math.ceilDiv(p.m, rows);
        workers.parallel(
                batch * down * across,
                1,
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long i = piece / across % down * rows;
                        long j = piece % across * columns;
                        long which = piece / across / down;
                        product.block(
                                p.a.shift(start(a, which)).from(i, 0),
                                p.b.shift(start(b, which)).from(0, j),
                                p.c.shift(start(c, which)).from(i, j),
                                Math.min(rows, p.m - i),
                                Math.min(columns, p.n - j));
                    }
                });
    }

    private static long columns(Batch p, long pieces, long most) {
        long width = Tiles.columns(p.type);
        long panels = Math.ceilDiv(p.n, width);
        long across = Math.min(Math.max(Math.ceilDiv(p.n, COLUMNS), pieces), most);
        return Math.ceilDiv(panels, Math.min(panels, across)) * width;
    }

    private static long rows(Batch p, long wanted) {
        long tiles = Math.ceilDiv(p.m, TileKernel.ROWS);
        long cuts = Math.clamp(p.m / ROWS, 1, wanted);
        return Math.ceilDiv(tiles, cuts) * TileKernel.ROWS;
    }

    private static Matrix matrix(Operand operand) {
        Layout layout = operand.layout();
        long bytes = operand.dtype().byteSize();
        int rank = operand.shape().rank();
        return new Matrix(
                Raw.address(operand),
                layout.stride(rank - 2) * bytes,
                layout.stride(rank - 1) * bytes);
    }

    /** Where a matrix of a batch begins, in bytes from the first. */
    private static long start(Operand operand, long which) {
        Layout layout = operand.layout();
        long at = 0;
        for (int i = operand.shape().rank() - 3; i >= 0; i--) {
            at += which % operand.shape().size(i) * layout.stride(i);
            which /= operand.shape().size(i);
        }
        return at * operand.dtype().byteSize();
    }
}
