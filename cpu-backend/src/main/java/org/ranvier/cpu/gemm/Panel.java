package org.ranvier.cpu.gemm;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.loop.Transpose;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.tile.TileKernel;

/**
 * A panel of the right-hand matrix: as many columns as a tile has, row after row without gaps. What
 * stands in columns that the matrix has not is no matter: a tile's columns are independent.
 */
final class Panel {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Bytes of a column of a tile of four-byte elements. */
    private static final long TILE4 = TileKernel.ROWS * (long) Float.BYTES;

    private Panel() {}

    /** Copies {@code depth} rows of {@code columns} columns to a panel with the given row pitch. */
    static void pack(
            TileKernel kernel,
            DType type,
            Matrix b,
            long[] rows,
            int depth,
            int columns,
            long to,
            long pitch) {
        if (b.column() == type.byteSize()) {
            kernel.gather(b.address(), rows, 0, depth, columns, to, pitch);
        } else {
            turn(type, b, depth, columns, to, pitch);
        }
    }

    /** Copies a matrix, best one that lies column by column, to rows of the given pitch. */
    static void turn(DType type, Matrix from, int rows, int columns, long to, long pitch) {
        if (type == DType.F64) {
            gather8(from, rows, columns, pitch, to);
        } else if (from.row() == Float.BYTES) {
            Transpose.ints(from.address(), from.column(), to, pitch, rows, columns);
        } else {
            gather4(from, rows, columns, pitch, to);
        }
    }

    /** Copies a block, row after row with the given pitch. */
    static void copy(DType type, Matrix block, int rows, int columns, long to, long pitch) {
        for (int k = 0; k < rows; k++) {
            long source = block.at(k, 0);
            long target = to + k * pitch;
            if (type == DType.F32) {
                row4(source, block.column(), columns, target);
            } else {
                row8(source, block.column(), columns, target);
            }
        }
    }

    /**
     * Copies tiles of rows of a transposed matrix together, one behind the other, column after
     * column: what lies together in memory is read together.
     */
    static void tiles(DType type, Matrix a, int count, int depth, long to) {
        long bytes = TileKernel.ROWS * (long) type.byteSize();
        for (int k = 0; k < depth; k++) {
            long source = a.at(0, k);
            long target = to + k * bytes;
            if (type == DType.F32) {
                tiles4(source, count, target, depth * bytes);
            } else {
                tiles8(source, count, target, depth * bytes);
            }
        }
    }

    private static void tiles4(long source, int count, long target, long tile) {
        for (int t = 0; t < count; t++) {
            three(source + t * TILE4, target + t * tile);
        }
    }

    private static void tiles8(long source, int count, long target, long tile) {
        for (int t = 0; t < count; t++) {
            three(source + t * 2 * TILE4, target + t * tile);
            three(source + t * 2 * TILE4 + TILE4, target + t * tile + TILE4);
        }
    }

    /** Six elements of four bytes, or three of eight. */
    private static void three(long source, long target) {
        long first = Raw.ALL.get(LONG, source);
        long second = Raw.ALL.get(LONG, source + Long.BYTES);
        long third = Raw.ALL.get(LONG, source + 2 * Long.BYTES);
        Raw.ALL.set(LONG, target, first);
        Raw.ALL.set(LONG, target + Long.BYTES, second);
        Raw.ALL.set(LONG, target + 2 * Long.BYTES, third);
    }

    private static void row4(long source, long step, int count, long target) {
        for (int j = 0; j < count; j++) {
            Raw.ALL.set(INT, target + j * 4L, Raw.ALL.get(INT, source + j * step));
        }
    }

    private static void row8(long source, long step, int count, long target) {
        for (int j = 0; j < count; j++) {
            Raw.ALL.set(LONG, target + j * 8L, Raw.ALL.get(LONG, source + j * step));
        }
    }

    private static void gather4(Matrix b, int depth, int columns, long pitch, long to) {
        long step = b.row();
        for (int j = 0; j < columns; j++) {
            long source = b.address() + j * b.column();
            long target = to + j * 4L;
            for (int k = 0; k < depth; k++) {
                Raw.ALL.set(INT, target + k * pitch, Raw.ALL.get(INT, source + k * step));
            }
        }
    }

    private static void gather8(Matrix b, int depth, int columns, long pitch, long to) {
        long step = b.row();
        for (int j = 0; j < columns; j++) {
            long source = b.address() + j * b.column();
            long target = to + j * 8L;
            for (int k = 0; k < depth; k++) {
                Raw.ALL.set(LONG, target + k * pitch, Raw.ALL.get(LONG, source + k * step));
            }
        }
    }
}
