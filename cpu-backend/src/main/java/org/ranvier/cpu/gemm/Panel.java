package org.ranvier.cpu.gemm;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/**
 * A panel of the right-hand matrix: as many columns as a tile has, row after row without gaps,
 * filled up with zeros.
 */
final class Panel {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Panel() {}

    /** Copies {@code depth} rows of {@code columns} columns to a panel of {@code width} columns. */
    static void pack(DType type, Matrix b, int depth, int columns, int width, long to) {
        if (columns < width) {
            Raw.ALL.asSlice(to, (long) depth * width * type.byteSize()).fill((byte) 0);
        }
        if (type == DType.F32) {
            if (b.column() == 4) {
                copyRows(b, depth, columns * 4L, width * 4L, to);
            } else {
                gather4(b, depth, columns, width * 4L, to);
            }
        } else if (b.column() == 8) {
            copyRows(b, depth, columns * 8L, width * 8L, to);
        } else {
            gather8(b, depth, columns, width * 8L, to);
        }
    }

    private static void copyRows(Matrix b, int depth, long bytes, long pitch, long to) {
        long even = bytes & -8L;
        for (int k = 0; k < depth; k++) {
            long source = b.address() + k * b.row();
            long target = to + k * pitch;
            for (long i = 0; i < even; i += 8) {
                Raw.ALL.set(LONG, target + i, Raw.ALL.get(LONG, source + i));
            }
            if (even < bytes) {
                Raw.ALL.set(INT, target + even, Raw.ALL.get(INT, source + even));
            }
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
