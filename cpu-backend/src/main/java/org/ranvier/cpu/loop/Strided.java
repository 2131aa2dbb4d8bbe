package org.ranvier.cpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A rectangle of elements in memory.
 *
 * @param memory where
 * @param bytes the size of an element: 1, 4 or 8
 * @param position the first element, counted in elements
 * @param down the distance of rows, in elements
 * @param across the distance of columns, in elements
 */
record Strided(MemorySegment memory, int bytes, long position, long down, long across) {
    /** Rows without gaps, one behind the other, from the beginning of some memory. */
    static Strided dense(MemorySegment memory, int bytes, long columns) {
        return new Strided(memory, bytes, 0, columns, 1);
    }

    /** Copies to a rectangle of equal elements. */
    void copyTo(Strided target, long rows, long columns) {
        if (across == 1 && target.across == 1) {
            copyRows(target, rows, columns);
        } else if (bytes == 4) {
            copyInts(target, rows, columns);
        } else if (bytes == 8) {
            copyLongs(target, rows, columns);
        } else {
            copyBytes(target, rows, columns);
        }
    }

    private void copyRows(Strided target, long rows, long columns) {
        for (long r = 0; r < rows; r++) {
            MemorySegment.copy(
                    memory,
                    (position + r * down) * bytes,
                    target.memory,
                    (target.position + r * target.down) * bytes,
                    columns * bytes);
        }
    }

    private void copyInts(Strided target, long rows, long columns) {
        for (long r = 0; r < rows; r++) {
            long from = position + r * down;
            long to = target.position + r * target.down;
            for (int c = 0; c < columns; c++) {
                int x = memory.get(ValueLayout.JAVA_INT, (from + c * across) * 4);
                target.memory.set(ValueLayout.JAVA_INT, (to + c * target.across) * 4, x);
            }
        }
    }

    private void copyLongs(Strided target, long rows, long columns) {
        for (long r = 0; r < rows; r++) {
            long from = position + r * down;
            long to = target.position + r * target.down;
            for (int c = 0; c < columns; c++) {
                long x = memory.get(ValueLayout.JAVA_LONG, (from + c * across) * 8);
                target.memory.set(ValueLayout.JAVA_LONG, (to + c * target.across) * 8, x);
            }
        }
    }

    private void copyBytes(Strided target, long rows, long columns) {
        for (long r = 0; r < rows; r++) {
            long from = position + r * down;
            long to = target.position + r * target.down;
            for (int c = 0; c < columns; c++) {
                byte x = memory.get(ValueLayout.JAVA_BYTE, from + c * across);
                target.memory.set(ValueLayout.JAVA_BYTE, to + c * target.across, x);
            }
        }
    }
}
