package org.ranvier.cpu.recurrent;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.tile.TileKernel;
import org.ranvier.cpu.tile.TileStore;
import org.ranvier.cpu.tile.Tiles;

/**
 * The right-hand matrix of many products, laid out once for all: panels as wide as a tile, one
 * behind the other. What stands in columns that the matrix has not is no matter.
 *
 * @param type F32 or F64
 * @param depth its rows
 * @param columns its columns
 * @param address where the first panel begins
 * @param at where each row of a panel begins
 */
record Panels(DType type, int depth, int columns, long address, long[] at) {
    /**
     * Lays out a matrix in memory of the calling thread that stays until its next call.
     *
     * @param type F32 or F64
     * @param matrix the address of a contiguous matrix
     * @param rows its rows
     * @param columns its columns
     * @param transposed whether products are to be those with its transpose
     * @return its panels
     */
    static Panels of(DType type, long matrix, int rows, int columns, boolean transposed) {
        int depth = transposed ? columns : rows;
        int across = transposed ? rows : columns;
        long bytes = type.byteSize();
        int width = Tiles.columns(type);
        long[] at = new long[depth];
        for (int k = 0; k < depth; k++) {
            at[k] = k * width * bytes;
        }
        long count = Math.ceilDiv(across, width);
        long address = Work.local().address(Work.Use.SHARED, count * depth * width * bytes);
        Panels panels = new Panels(type, depth, across, address, at);
        for (int j = 0; j < across; j += width) {
            int present = Math.min(width, across - j);
            if (transposed) {
                panels.turn(matrix + j * depth * bytes, j, present);
            } else {
                panels.copy(matrix + j * bytes, j, present);
            }
        }
        return panels;
    }

    private long panel(int column) {
        return address + (long) column * depth * type.byteSize();
    }

    private void copy(long from, int column, int present) {
        long row = (long) columns * type.byteSize();
        for (int k = 0; k < depth; k++) {
            Raw.copy(from + k * row, panel(column) + at[k], (long) present * type.byteSize());
        }
    }

    private void turn(long from, int column, int present) {
        long bytes = type.byteSize();
        long row = depth * bytes;
        long step = Tiles.columns(type) * bytes;
        TileKernel kernel = Tiles.kernel(type, 1);
        TileStore.store(kernel, type, from, row, panel(column), bytes, step, present, depth, false);
    }

    /**
     * {@code c = a·this} for some rows.
     *
     * @param a the address of contiguous rows
     * @param rows how many
     * @param c where the contiguous rows of the result go
     */
    void multiply(long a, int rows, long c) {
        long bytes = type.byteSize();
        int width = Tiles.columns(type);
        TileKernel kernel = Tiles.kernel(type, (long) rows * depth * columns);
        long tile = Work.local().address(Work.Use.TILE, TileKernel.ROWS * width * bytes);
        long aRow = depth * bytes;
        long cRow = columns * bytes;
        for (int j = 0; j < columns; j += width) {
            int present = Math.min(width, columns - j);
            for (int i = 0; i < rows; i += TileKernel.ROWS) {
                int some = Math.min(TileKernel.ROWS, rows - i);
                long from = a + i * aRow;
                long to = c + i * cRow + j * bytes;
                if (present == width) {
                    kernel.run(from, aRow, bytes, some, panel(j), at, 0, depth, to, cRow);
                    continue;
                }
                long tileRow = width * bytes;
                kernel.run(from, aRow, bytes, some, panel(j), at, 0, depth, tile, tileRow);
                TileStore.store(kernel, type, tile, tileRow, to, cRow, bytes, some, present, false);
            }
        }
    }
}
