package org.ranvier.cpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.cpu.memory.Raw;

/**
 * A rectangle of elements in memory.
 *
 * @param address where position 0 lies
 * @param bytes the size of an element: 1, 4 or 8
 * @param position the first element, counted in elements
 * @param down the distance of rows, in elements
 * @param across the distance of columns, in elements
 */
record Strided(long address, int bytes, long position, long down, long across) {
    /**
     * How many columns of a transposed operand are copied together: each lies in another cache
     * line, and more lines at a distance of a power of two would drive each other out.
     */
    private static final int NARROW = 8;

    /** Rows without gaps, one behind the other, from an address on. */
    static Strided dense(long address, int bytes, long columns) {
        return new Strided(address, bytes, 0, columns, 1);
    }

    /** Copies to a rectangle of equal elements. */
    void copyTo(Strided target, long rows, long columns) {
        if (bytes == 4 && down == 1 && Math.abs(across) > 1 && target.across == 1) {
            long from = at(0, 0);
            long to = target.at(0, 0);
            Transpose.ints(from, across * 4, to, target.down * 4, (int) rows, (int) columns);
            return;
        }
        boolean dense = target.across == 1 && (across == 1 || across == 0);
        int width = (int) (dense ? columns : Math.min(columns, NARROW));
        for (long c = 0; c < columns; c += width) {
            int n = (int) Math.min(width, columns - c);
            for (long r = 0; r < rows; r++) {
                copyRow(at(r, c), target.at(r, c), n, target.across);
            }
        }
    }

    private long at(long row, long column) {
        return address + (position + row * down + column * across) * bytes;
    }

    private void copyRow(long from, long to, int n, long targetAcross) {
        if (targetAcross == 1 && across == 1) {
            MemorySegment.copy(Raw.ALL, from, Raw.ALL, to, (long) n * bytes);
        } else if (targetAcross == 1 && across == 0) {
            repeat(from, to, (long) n * bytes);
        } else {
            copyRow(from, across * bytes, to, targetAcross * bytes, n);
        }
    }

    /** Fills with one element: what is there is copied behind itself until all is full. */
    private void repeat(long from, long to, long size) {
        MemorySegment.copy(Raw.ALL, from, Raw.ALL, to, bytes);
        long done = bytes;
        while (done < size) {
            long more = Math.min(done, size - done);
            MemorySegment.copy(Raw.ALL, to, Raw.ALL, to + done, more);
            done += more;
        }
    }

    private void copyRow(long from, long fromStep, long to, long toStep, int n) {
        switch (bytes) {
            case 4 -> copyInts(from, fromStep, to, toStep, n);
            case 8 -> copyLongs(from, fromStep, to, toStep, n);
            default -> copyBytes(from, fromStep, to, toStep, n);
        }
    }

    private static void copyInts(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            Raw.ALL.set(Raw.INT, to + i * toStep, Raw.ALL.get(Raw.INT, from + i * fromStep));
        }
    }

    private static void copyLongs(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            Raw.ALL.set(Raw.LONG, to + i * toStep, Raw.ALL.get(Raw.LONG, from + i * fromStep));
        }
    }

    private static void copyBytes(long from, long fromStep, long to, long toStep, int n) {
        for (int i = 0; i < n; i++) {
            byte x = Raw.ALL.get(ValueLayout.JAVA_BYTE, from + i * fromStep);
            Raw.ALL.set(ValueLayout.JAVA_BYTE, to + i * toStep, x);
        }
    }
}
