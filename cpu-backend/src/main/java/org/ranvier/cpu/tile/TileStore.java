package org.ranvier.cpu.tile;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** Brings a tile that was computed in scratch memory to where it belongs, whatever the strides. */
public final class TileStore {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private TileStore() {}

    /**
     * Copies the first rows and columns of a tile, or adds them to what is there.
     *
     * @param kernel copies where columns are neighbours
     * @param type F32 or F64
     * @param tile address of the tile
     * @param tileRow distance of its rows, in bytes
     * @param c where they belong
     * @param cRow distance of rows there, in bytes
     * @param cColumn distance of columns there, in bytes
     * @param rows how many rows
     * @param columns how many columns
     * @param add whether to add; otherwise what is there is not read
     */
    public static void store(
            TileKernel kernel,
            DType type,
            long tile,
            long tileRow,
            long c,
            long cRow,
            long cColumn,
            int rows,
            int columns,
            boolean add) {
        if (cColumn == type.byteSize()) {
            kernel.store(tile, tileRow, rows, columns, c, cRow, add);
            return;
        }
        // Columns first: where c is transposed, rows are neighbours and share cache lines.
        for (int j = 0; j < columns; j++) {
            long source = tile + j * (long) type.byteSize();
            long target = c + j * cColumn;
            if (type == DType.F32) {
                floats(source, tileRow, target, cRow, rows, add);
            } else {
                doubles(source, tileRow, target, cRow, rows, add);
            }
        }
    }

    private static void floats(
            long source, long sourceStep, long target, long targetStep, int count, boolean add) {
        for (int i = 0; i < count; i++) {
            float value = Raw.ALL.get(FLOAT, source + i * sourceStep);
            long at = target + i * targetStep;
            Raw.ALL.set(FLOAT, at, add ? Raw.ALL.get(FLOAT, at) + value : value);
        }
    }

    private static void doubles(
            long source, long sourceStep, long target, long targetStep, int count, boolean add) {
        for (int i = 0; i < count; i++) {
            double value = Raw.ALL.get(DOUBLE, source + i * sourceStep);
            long at = target + i * targetStep;
            Raw.ALL.set(DOUBLE, at, add ? Raw.ALL.get(DOUBLE, at) + value : value);
        }
    }
}
