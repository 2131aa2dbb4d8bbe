package org.ranvier.cpu.conv;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;

/** Partial sums of a weight's gradient, joined in order. */
final class Joined {
    private Joined() {}

    /**
     * Adds up {@code chunks} matrices {@code [taps, channels]} that lie {@code distance} bytes
     * apart, and writes the transpose of the sum.
     */
    static void join(
            DType type,
            long partial,
            long distance,
            long chunks,
            long taps,
            long channels,
            long result) {
        for (long c = 0; c < channels; c++) {
            for (long t = 0; t < taps; t++) {
                long from = t * channels + c;
                long to = c * taps + t;
                if (type == DType.F32) {
                    float sum = floats(partial + from * Float.BYTES, distance, chunks);
                    Raw.ALL.set(Raw.FLOAT, result + to * Float.BYTES, sum);
                } else {
                    double sum = doubles(partial + from * Double.BYTES, distance, chunks);
                    Raw.ALL.set(Raw.DOUBLE, result + to * Double.BYTES, sum);
                }
            }
        }
    }

    private static float floats(long partial, long distance, long chunks) {
        float sum = 0;
        for (long i = 0; i < chunks; i++) {
            sum += Raw.ALL.get(Raw.FLOAT, partial + i * distance);
        }
        return sum;
    }

    private static double doubles(long partial, long distance, long chunks) {
        double sum = 0;
        for (long i = 0; i < chunks; i++) {
            sum += Raw.ALL.get(Raw.DOUBLE, partial + i * distance);
        }
        return sum;
    }
}
