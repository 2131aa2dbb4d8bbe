package org.ranvier.cpu.loop;

import org.ranvier.cpu.memory.Raw;

/**
 * Copies rectangles that lie column by column to rows. Two elements of four bytes go as one long
 * word: squares of two by two are turned in registers, with half the loads and stores.
 */
public final class Transpose {
    /** Columns that are read at once, each from a cache line of its own. */
    private static final int COLUMNS = 8;

    private static final long LOW = 0xFFFFFFFFL;

    private Transpose() {}

    /**
     * Copies a rectangle.
     *
     * @param bytes size of an element, 4 or 8
     * @param x address of the source, whose columns lie without gaps
     * @param across the distance of its columns, in bytes
     * @param y address of the target, whose rows lie without gaps
     * @param down the distance of its rows, in bytes
     * @param rows how many rows
     * @param columns how many columns
     */
    public static void copy(
            int bytes, long x, long across, long y, long down, int rows, int columns) {
        if (bytes == Integer.BYTES) {
            ints(x, across, y, down, rows, columns);
        } else {
            longs(x, across, y, down, rows, columns);
        }
    }

    private static void longs(long x, long across, long y, long down, int rows, int columns) {
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                long value = Raw.ALL.get(Raw.LONG, x + c * across + 8L * r);
                Raw.ALL.set(Raw.LONG, y + r * down + 8L * c, value);
            }
        }
    }

    /**
     * Copies a rectangle of 4-byte elements.
     *
     * @param x address of the source, whose columns lie without gaps
     * @param across the distance of its columns, in bytes
     * @param y address of the target, whose rows lie without gaps
     * @param down the distance of its rows, in bytes
     * @param rows how many rows
     * @param columns how many columns
     */
    public static void ints(long x, long across, long y, long down, int rows, int columns) {
        int c = 0;
        for (; c <= columns - COLUMNS; c += COLUMNS) {
            eight(x + c * across, across, y + 4L * c, down, rows);
        }
        for (; c <= columns - 2; c += 2) {
            two(x + c * across, across, y + 4L * c, down, rows);
        }
        if (c < columns) {
            one(x + c * across, y + 4L * c, down, 0, rows);
        }
        if (rows % 2 == 1) {
            for (c = 0; c < columns - columns % 2; c++) {
                one(x + c * across, y + 4L * c, down, rows - 1, rows);
            }
        }
    }

    private static void eight(long x, long across, long y, long down, int rows) {
        long x2 = x + 2 * across;
        long x4 = x + 4 * across;
        long x6 = x + 6 * across;
        for (int r = 0; r < rows - 1; r += 2) {
            long to = y + r * down;
            turn(x + 4L * r, across, to, down);
            turn(x2 + 4L * r, across, to + 8, down);
            turn(x4 + 4L * r, across, to + 16, down);
            turn(x6 + 4L * r, across, to + 24, down);
        }
    }

    private static void two(long x, long across, long y, long down, int rows) {
        for (int r = 0; r < rows - 1; r += 2) {
            turn(x + 4L * r, across, y + r * down, down);
        }
    }

    /** Two rows and two columns. */
    private static void turn(long x, long across, long y, long down) {
        long a = Raw.ALL.get(Raw.LONG, x);
        long b = Raw.ALL.get(Raw.LONG, x + across);
        Raw.ALL.set(Raw.LONG, y, a & LOW | b << 32);
        Raw.ALL.set(Raw.LONG, y + down, a >>> 32 | b & ~LOW);
    }

    private static void one(long x, long y, long down, int from, int rows) {
        for (int r = from; r < rows; r++) {
            Raw.ALL.set(Raw.INT, y + r * down, Raw.ALL.get(Raw.INT, x + 4L * r));
        }
    }
}
