package org.ranvier.cpu.conv;

import org.ranvier.cpu.memory.Raw;

/** Number by number. */
final class ScalarWinogradKernel implements WinogradKernel {
    private static final long E = Float.BYTES;

    private static float get(long address) {
        return Raw.ALL.get(Raw.FLOAT, address);
    }

    private static void set(long address, float value) {
        Raw.ALL.set(Raw.FLOAT, address, value);
    }

    @Override
    public void weights(long from, long tap, int kernels, long to, long number) {
        for (int i = 0; i < kernels; i++) {
            float g0 = get(from + i * E);
            float g1 = get(from + tap + i * E);
            float g2 = get(from + 2 * tap + i * E);
            set(to + i * E, g0);
            set(to + number + i * E, (g0 + g2 + g1) * 0.5f);
            set(to + 2 * number + i * E, (g0 + g2 - g1) * 0.5f);
            set(to + 3 * number + i * E, g2);
        }
    }

    @Override
    public void split(
            long p,
            long pChannel,
            long q,
            long qChannel,
            float sign,
            int from,
            int to,
            int pairs,
            int channels,
            long even,
            long odd,
            long channel) {
        for (int c = 0; c < channels; c++) {
            for (int j = 0; j < 2 * pairs; j++) {
                float sum = 0;
                if (j >= from && j < to) {
                    sum = get(p + c * pChannel + j * E) + sign * get(q + c * qChannel + j * E);
                }
                set(even + c * channel + j % 2 * odd + j / 2 * E, sum);
            }
        }
    }

    @Override
    public void source(
            long even,
            long odd,
            long channel,
            int tiles,
            int channels,
            long to,
            long row,
            long number) {
        for (int c = 0; c < channels; c++) {
            long x = even + c * channel;
            for (int t = 0; t < tiles; t++) {
                long at = to + c * row + t * E;
                float x1 = get(x + odd + t * E);
                float x2 = get(x + t * E + E);
                set(at, get(x + t * E) - x2);
                set(at + number, x1 + x2);
                set(at + 2 * number, x2 - x1);
                set(at + 3 * number, x1 - get(x + odd + t * E + E));
            }
        }
    }

    @Override
    public boolean result(
            long from,
            long row,
            long number,
            float sign,
            int tiles,
            int channels,
            long to,
            long channel,
            int columns) {
        float zero = 0;
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < tiles; t++) {
                long at = from + c * row + t * E;
                float u0 = sum(at, 4 * number, sign);
                float u1 = sum(at + number, 4 * number, sign);
                float u2 = sum(at + 2 * number, 4 * number, sign);
                float u3 = sum(at + 3 * number, 4 * number, sign);
                float left = u0 + u1 + u2;
                float right = u1 - u2 - u3;
                zero += left * 0 + right * 0;
                if (2 * t < columns) {
                    set(to + c * channel + 2 * t * E, left);
                }
                if (2 * t + 1 < columns) {
                    set(to + c * channel + 2 * t * E + E, right);
                }
            }
        }
        return zero == 0;
    }

    private static float sum(long at, long line, float sign) {
        return get(at) + sign * get(at + line) + sign * get(at + 2 * line);
    }
}
