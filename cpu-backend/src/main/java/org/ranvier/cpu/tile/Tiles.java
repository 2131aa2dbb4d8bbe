package org.ranvier.cpu.tile;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.cpu.twin.Vectors;

/** The kernels of tiles for this processor, and the size of their tiles. */
public final class Tiles {
    /** Columns of a tile where there are no vectors. */
    private static final int SCALAR_COLUMNS = 32;

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
        return (type == DType.F32 ? FLOAT : DOUBLE).get(multiplications);
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

    private static void trial(TileKernel kernel, DType type) {
        int depth = 16;
        long row = (long) columns(type) * type.byteSize();
        long memory = Work.local().address(Work.Use.TRIAL, row * (depth + 2 * TileKernel.ROWS));
        long[] at = new long[depth];
        for (int k = 0; k < depth; k++) {
            at[k] = k * row;
        }
        long a = memory + depth * row;
        long c = a + TileKernel.ROWS * row;
        kernel.run(a, row, type.byteSize(), TileKernel.ROWS, memory, at, 0, depth, c, row);
    }
}
