package org.ranvier.cpu.pool;

import org.ranvier.cpu.memory.Raw;

/** Neighbouring elements, F32 or F64, as F64. */
final class Line {
    private Line() {}

    static double get(boolean single, long address, long index) {
        return single
                ? Raw.ALL.get(Raw.FLOAT, address + 4 * index)
                : Raw.ALL.get(Raw.DOUBLE, address + 8 * index);
    }

    static void set(boolean single, long address, long index, double value) {
        if (single) {
            Raw.ALL.set(Raw.FLOAT, address + 4 * index, (float) value);
        } else {
            Raw.ALL.set(Raw.DOUBLE, address + 8 * index, value);
        }
    }

    /** Adds elements to sums. */
    static void add(boolean single, long from, double[] to) {
        if (single) {
            for (int i = 0; i < to.length; i++) {
                to[i] += Raw.ALL.get(Raw.FLOAT, from + 4L * i);
            }
        } else {
            for (int i = 0; i < to.length; i++) {
                to[i] += Raw.ALL.get(Raw.DOUBLE, from + 8L * i);
            }
        }
    }

    /** Adds to elements. */
    static void addTo(boolean single, double[] from, long to) {
        if (single) {
            for (int i = 0; i < from.length; i++) {
                long at = to + 4L * i;
                Raw.ALL.set(Raw.FLOAT, at, (float) (Raw.ALL.get(Raw.FLOAT, at) + from[i]));
            }
        } else {
            for (int i = 0; i < from.length; i++) {
                long at = to + 8L * i;
                Raw.ALL.set(Raw.DOUBLE, at, Raw.ALL.get(Raw.DOUBLE, at) + from[i]);
            }
        }
    }
}
