package org.ranvier.cpu.tile;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.cpu.twin.Vectors;

/** The kernels of tiles for this processor, and the size of their tiles. */
public final class Tiles {
    /** Columns of a tile where there are no vectors. */
    private static final int SCALAR_COLUMNS = 32;

    /** So many take the scalar form as long as an element of another kernel. */
    private static final int MULTIPLICATIONS = 32;

    /**
     * Terms of the sums of a trial: enough that the compiler takes their loop for the one where
     * time is spent, and keeps what it needs in registers there.
     */
    private static final int DEPTH = 32;

    static final int FLOAT_COLUMNS = Vectors.available() ? FloatTile.COLUMNS : SCALAR_COLUMNS;
    static final int DOUBLE_COLUMNS = Vectors.available() ? DoubleTile.COLUMNS : SCALAR_COLUMNS;

    private static final Twin<TileKernel> FLOAT =
            new Twin<>(
                    "product of floats",
                    new FloatScalarTile(),
                    FloatTile::new,
                    kernel -> trial(kernel, DType.F32));
    private static final Twin<TileKernel> DOUBLE =
            new Twin<>(
                    "product of doubles",
                    new DoubleScalarTile(),
                    DoubleTile::new,
                    kernel -> trial(kernel, DType.F64));

    private Tiles() {}

    /**
     * The kernel to use now.
     *
     * @param type F32 or F64
     * @param multiplications about how many it will do
     * @return vectors, or their scalar twin while they are cold
     */
    public static TileKernel kernel(DType type, long multiplications) {
        return (type == DType.F32 ? FLOAT : DOUBLE).get(multiplications / MULTIPLICATIONS);
    }

    /**
     * Columns of a tile.
     *
     * @param type F32 or F64
     * @return how many
     */
    public static int columns(DType type) {
        return type == DType.F32 ? FLOAT_COLUMNS : DOUBLE_COLUMNS;
    }

    /** Whether 24 accumulators fit: 32 registers, as AVX-512 and AArch64 have; AVX2 has 16. */
    static boolean manyRegisters(int vectorBits) {
        return vectorBits == 512 || System.getProperty("os.arch").equals("aarch64");
    }

    /**
     * Takes every branch: one that the compiler has not seen taken throws the compiled kernel away
     * when it is, and what runs until the next one is ready is a hundred times slower.
     */
    private static void trial(TileKernel kernel, DType type) {
        long row = (long) columns(type) * type.byteSize();
        long b = Work.local().address(Work.Use.TRIAL, row * (DEPTH + 3 * TileKernel.ROWS));
        long a = b + DEPTH * row;
        long tile = a + TileKernel.ROWS * row;
        long c = tile + TileKernel.ROWS * row;
        long[] at = new long[DEPTH];
        for (int k = 0; k < DEPTH; k++) {
            at[k] = k * row;
        }
        for (int rows = 1; rows <= TileKernel.ROWS; rows++) {
            kernel.run(a, row, type.byteSize(), rows, b, at, 0, DEPTH, tile, row);
            for (int columns = columns(type); columns > 0; columns /= 3) {
                kernel.store(tile, row, rows, columns, c, row, rows % 2 == 0);
                kernel.gather(b, at, 0, rows, columns, c, row);
            }
        }
    }
}
