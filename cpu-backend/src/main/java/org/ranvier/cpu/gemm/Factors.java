package org.ranvier.cpu.gemm;

import org.ranvier.DType;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.Tiles;

/**
 * What is multiplied, and where it goes.
 *
 * @param type F32 or F64
 * @param sizes the sizes
 * @param a the left-hand matrix
 * @param b the right-hand matrix
 * @param c the product
 */
record Factors(DType type, Sizes sizes, Matrix a, Matrix b, Matrix c) {
    /** So many multiplications take as long as it takes to turn an element of a matrix. */
    private static final long MULTIPLICATIONS = 48;

    /** So many elements are copied with their neighbours while one is turned. */
    private static final long COPIES = 4;

    /** Bytes between neighbours in a row of a from which on it is worth copying together. */
    private static final long FAR = 1024;

    /** The same product as {@code cᵀ = bᵀ·aᵀ}. */
    Factors transpose() {
        Sizes turned = new Sizes(sizes.n(), sizes.m(), sizes.k());
        return new Factors(type, turned, b.transpose(), a.transpose(), c.transpose());
    }

    /** Whether neighbours in rows of a lie so far apart that they are copied together. */
    boolean packsA() {
        return a.column() >= FAR && sizes.n() > Tiles.columns(type);
    }

    /** Whether neighbours in rows of b are neighbours in memory. */
    boolean rowsOfB() {
        return b.column() == type.byteSize();
    }

    /** Whether neighbours in rows of c are neighbours in memory. */
    boolean rowsOfC() {
        return c.column() == type.byteSize();
    }

    /**
     * The time for what is laid out anew and for what tiles compute in vain, in elements turned.
     */
    long waste() {
        long width = Tiles.columns(type);
        long rows = Math.ceilDiv(sizes.m(), TileKernel.ROWS) * TileKernel.ROWS;
        long columns = Math.ceilDiv(sizes.n(), width) * width;
        long idle = (rows * columns - sizes.m() * sizes.n()) * sizes.k() / MULTIPLICATIONS;
        long left = packsA() ? sizes.m() * sizes.k() / COPIES : 0;
        long right = rowsOfB() ? 0 : sizes.k() * sizes.n();
        long result = rowsOfC() ? 0 : sizes.m() * sizes.n();
        return idle + left + right + result;
    }
}
