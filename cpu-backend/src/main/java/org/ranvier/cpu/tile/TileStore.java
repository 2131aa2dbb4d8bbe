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
        for (int i = 0; i < rows; i++) {
            long source = tile + i * tileRow;
            long target = c + i * cRow;
            if (type == DType.F32) {
                floats(source, target, cColumn, columns, add);
            } else {
                doubles(source, target, cColumn, columns, add);
            }
        }
    }

    private static void floats(long source, long target, long step, int count, boolean add) {
        for (int j = 0; j < count; j++) {
            float value = Raw.ALL.get(FLOAT, source + j * 4L);
            long at = target + j * step;
            Raw.ALL.set(FLOAT, at, add ? Raw.ALL.get(FLOAT, at) + value : value);
        }
    }

    private static void doubles(long source, long target, long step, int count, boolean add) {
        for (int j = 0; j < count; j++) {
            double value = Raw.ALL.get(DOUBLE, source + j * 8L);
            long at = target + j * step;
            Raw.ALL.set(DOUBLE, at, add ? Raw.ALL.get(DOUBLE, at) + value : value);
        }
    }
}
