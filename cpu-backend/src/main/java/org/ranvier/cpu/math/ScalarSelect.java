package org.ranvier.cpu.math;

import java.lang.foreign.ValueLayout;
import org.ranvier.cpu.memory.Raw;

/** Choices one by one, of elements of 1, 4 or 8 bytes. */
final class ScalarSelect {
    private ScalarSelect() {}

    static void bytes(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i++) {
            boolean first = Raw.ALL.get(ValueLayout.JAVA_BYTE, c + i) != 0;
            byte x =
                    first
                            ? Raw.ALL.get(ValueLayout.JAVA_BYTE, a + i)
                            : Raw.ALL.get(ValueLayout.JAVA_BYTE, b + i);
            Raw.ALL.set(ValueLayout.JAVA_BYTE, y + i, x);
        }
    }

    static void words(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i++) {
            boolean first = Raw.ALL.get(ValueLayout.JAVA_BYTE, c + i) != 0;
            int x = first ? Raw.ALL.get(Raw.INT, a + 4L * i) : Raw.ALL.get(Raw.INT, b + 4L * i);
            Raw.ALL.set(Raw.INT, y + 4L * i, x);
        }
    }

    static void longs(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i++) {
            boolean first = Raw.ALL.get(ValueLayout.JAVA_BYTE, c + i) != 0;
            long x = first ? Raw.ALL.get(Raw.LONG, a + 8L * i) : Raw.ALL.get(Raw.LONG, b + 8L * i);
            Raw.ALL.set(Raw.LONG, y + 8L * i, x);
        }
    }
}
