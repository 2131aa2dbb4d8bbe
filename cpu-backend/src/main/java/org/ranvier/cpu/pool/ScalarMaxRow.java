package org.ranvier.cpu.pool;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** Output by output. */
final class ScalarMaxRow implements MaxRow {
    private final DType type;

    ScalarMaxRow(DType type) {
        this.type = type;
    }

    @Override
    public void run(long x, long left, int first, int[] taps, int stride, long y, long at, int n) {
        for (int o = 0; o < n; o++) {
            int start = first + o * stride;
            int best = start + taps[0];
            double value = get(x, best);
            for (int t = 1; t < taps.length; t++) {
                double now = get(x, start + taps[t]);
                if (now > value || Double.isNaN(now) && !Double.isNaN(value)) {
                    best = start + taps[t];
                    value = now;
                }
            }
            if (type == DType.F32) {
                Raw.ALL.set(Raw.FLOAT, y + 4L * o, (float) value);
            } else {
                Raw.ALL.set(Raw.DOUBLE, y + 8L * o, value);
            }
            Raw.ALL.set(Raw.INT, at + 4L * o, best);
        }
    }

    private double get(long x, long index) {
        return type == DType.F32
                ? Raw.ALL.get(Raw.FLOAT, x + 4 * index)
                : Raw.ALL.get(Raw.DOUBLE, x + 8 * index);
    }
}
