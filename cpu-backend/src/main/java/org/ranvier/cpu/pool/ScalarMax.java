package org.ranvier.cpu.pool;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** Output by output. */
final class ScalarMax implements MaxKernel {
    private final DType type;

    ScalarMax(DType type) {
        this.type = type;
    }

    @Override
    public void run(MaxArea area, long x, long y, long at) {
        for (int row = 0; row < area.rows(); row++) {
            if (type == DType.F32) {
                floats(area, row, x, y, at);
            } else {
                doubles(area, row, x, y, at);
            }
        }
    }

    private static void floats(MaxArea area, int row, long x, long y, long at) {
        int[] taps = area.taps();
        int start = area.start(row);
        long output = area.target(row);
        for (int o = 0; o < area.columns(); o++, start += area.stride(), output++) {
            int best = start + taps[0];
            float value = Raw.ALL.get(Raw.FLOAT, x + 4L * best);
            for (int t = 1; t < taps.length; t++) {
                float now = Raw.ALL.get(Raw.FLOAT, x + 4L * (start + taps[t]));
                if (now > value || Float.isNaN(now) && !Float.isNaN(value)) {
                    best = start + taps[t];
                    value = now;
                }
            }
            Raw.ALL.set(Raw.FLOAT, y + 4 * output, value);
            Raw.ALL.set(Raw.INT, at + 4 * output, best);
        }
    }

    private static void doubles(MaxArea area, int row, long x, long y, long at) {
        int[] taps = area.taps();
        int start = area.start(row);
        long output = area.target(row);
        for (int o = 0; o < area.columns(); o++, start += area.stride(), output++) {
            int best = start + taps[0];
            double value = Raw.ALL.get(Raw.DOUBLE, x + 8L * best);
            for (int t = 1; t < taps.length; t++) {
                double now = Raw.ALL.get(Raw.DOUBLE, x + 8L * (start + taps[t]));
                if (now > value || Double.isNaN(now) && !Double.isNaN(value)) {
                    best = start + taps[t];
                    value = now;
                }
            }
            Raw.ALL.set(Raw.DOUBLE, y + 8 * output, value);
            Raw.ALL.set(Raw.INT, at + 4 * output, best);
        }
    }
}
