package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Choices one by one, of elements of 1, 4 or 8 bytes. */
final class ScalarSelect {
    private ScalarSelect() {}

    static void bytes(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i++) {
            boolean first = c.get(ValueLayout.JAVA_BYTE, fromC + i) != 0;
            byte x =
                    first
                            ? a.get(ValueLayout.JAVA_BYTE, fromA + i)
                            : b.get(ValueLayout.JAVA_BYTE, fromB + i);
            y.set(ValueLayout.JAVA_BYTE, to + i, x);
        }
    }

    static void words(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i++) {
            boolean first = c.get(ValueLayout.JAVA_BYTE, fromC + i) != 0;
            int x =
                    first
                            ? a.get(ValueLayout.JAVA_INT, fromA + 4L * i)
                            : b.get(ValueLayout.JAVA_INT, fromB + 4L * i);
            y.set(ValueLayout.JAVA_INT, to + 4L * i, x);
        }
    }

    static void longs(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i++) {
            boolean first = c.get(ValueLayout.JAVA_BYTE, fromC + i) != 0;
            long x =
                    first
                            ? a.get(ValueLayout.JAVA_LONG, fromA + 8L * i)
                            : b.get(ValueLayout.JAVA_LONG, fromB + 8L * i);
            y.set(ValueLayout.JAVA_LONG, to + 8L * i, x);
        }
    }
}
