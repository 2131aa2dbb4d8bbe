package org.ranvier.cpu.gemm;

import org.ranvier.Layout;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.spi.Operand;

/** Matrix products. */
public final class Gemm {
    /** Multiplications of a piece of work: some microseconds. */
    private static final long PIECE = 1 << 19;

    /** As many pieces each thread should find, so that they end together. */
    private static final long PIECES = 4;

    /** Rows of tiles of a piece at least, where it can be cut otherwise. */
    private static final long TILES = 8;

    /** Bytes of b that are taken at once: they stay in the last-level cache. */
    private static final long RIGHT = 1 << 23;

    /** Blocks of a panel that are laid out at once: some microseconds. */
    private static final long GRAIN = 4;

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
        long batch = c.shape().head(rank - 2).elements();
        Sizes sizes = new Sizes(c.shape().size(-2), c.shape().size(-1), a.shape().size(-1));
        Factors plain = new Factors(c.dtype(), sizes, matrix(a), matrix(b), matrix(c));
        Factors turned = plain.transpose();
        if (turned.waste() < plain.waste()) {
            run(workers, turned, batch, b, a, c);
        } else {
            run(workers, plain, batch, a, b, c);
        }
    }

    private static void run(
            Workers workers, Factors p, long batch, Operand a, Operand b, Operand c) {
        Product product = new Product(p);
        long one = p.sizes().multiplications();
        if (one < 2 * PIECE || batch >= PIECES * workers.threads()) {
            workers.parallel(
                    batch,
                    Math.max(1, PIECE / one),
                    (start, end) -> {
                        for (long i = start; i < end; i++) {
                            Matrix right = p.b().shift(start(b, i));
                            Matrix result = p.c().shift(start(c, i));
                            alone(product, p.a().shift(start(a, i)), right, result, p.sizes());
                        }
                    });
            return;
        }
        for (long i = 0; i < batch; i++) {
            Matrix right = p.b().shift(start(b, i));
            Matrix result = p.c().shift(start(c, i));
            shared(workers, product, p.a().shift(start(a, i)), right, result, p.sizes());
        }
    }

    /** A product that the calling thread does alone. */
    private static void alone(Product product, Matrix a, Matrix b, Matrix c, Sizes sizes) {
        long blocks = product.blocks(sizes.n());
        long panels = Work.local().address(Work.Use.PANEL, product.panelBytes(sizes.n()));
        for (long block = 0; block < blocks; block++) {
            product.layOut(b, sizes.n(), block, panels);
        }
        product.block(a, b, panels, c, sizes.m(), sizes.n());
    }

    /** A product that all threads do: b is laid out once, some columns at a time. */
    private static void shared(
            Workers workers, Product product, Matrix a, Matrix b, Matrix c, Sizes sizes) {
        long most = product.columns(RIGHT);
        for (long j = 0; j < sizes.n(); j += most) {
            long columns = Math.min(most, sizes.n() - j);
            Matrix right = b.from(0, j);
            Matrix result = c.from(0, j);
            long panels = Work.local().address(Work.Use.SHARED, product.panelBytes(columns));
            workers.parallel(
                    product.blocks(columns),
                    GRAIN,
                    (start, end) -> {
                        for (long block = start; block < end; block++) {
                            product.layOut(right, columns, block, panels);
                        }
                    });
            Sizes part = new Sizes(sizes.m(), columns, sizes.k());
            pieces(workers, product, a, right, panels, result, part);
        }
    }

    private static void pieces(
            Workers workers,
            Product product,
            Matrix a,
            Matrix b,
            long panels,
            Matrix c,
            Sizes sizes) {
        long tiles = Math.ceilDiv(sizes.m(), TileKernel.ROWS);
        long width = product.columns(0);
        long most = Math.ceilDiv(sizes.n(), width);
        long wanted = workers.threads() == 1 ? 1 : PIECES * workers.threads();
        wanted = Math.clamp(sizes.multiplications() / PIECE, 1, wanted);
        long down = Math.clamp(tiles / TILES, 1, wanted);
        long across = product.packsA() ? 1 : Math.min(most, Math.ceilDiv(wanted, down));
        long rows = Math.ceilDiv(tiles, down) * TileKernel.ROWS;
        long columns = Math.ceilDiv(most, across) * width;
        long cuts = Math.ceilDiv(sizes.n(), columns);
        workers.parallel(
                Math.ceilDiv(sizes.m(), rows) * cuts,
                1,
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long i = piece / cuts * rows;
                        long j = piece % cuts * columns;
                        product.block(
                                a.from(i, 0),
                                b.from(0, j),
                                panels + product.panelBytes(j),
                                c.from(i, j),
                                Math.min(rows, sizes.m() - i),
                                Math.min(columns, sizes.n() - j));
                    }
                });
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
