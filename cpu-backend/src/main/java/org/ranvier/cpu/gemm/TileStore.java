package org.ranvier.cpu.gemm;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** Brings a tile that was computed in scratch memory to where it belongs, whatever the strides. */
final class TileStore {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private TileStore() {}

    /** Copies the first rows and columns of a tile to c, or adds them to c. */
    static void store(
            TileKernel kernel,
            DType type,
            long tile,
            long tileRow,
            Matrix c,
            int rows,
            int columns,
            boolean add) {
        if (c.column() == type.byteSize()) {
            kernel.store(tile, tileRow, rows, columns, c.address(), c.row(), add);
            return;
        }
        for (int i = 0; i < rows; i++) {
            long source = tile + i * tileRow;
            long target = c.address() + i * c.row();
            if (type == DType.F32) {
                floats(source, target, c.column(), columns, add);
            } else {
                doubles(source, target, c.column(), columns, add);
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
