package org.ranvier.cpu.pool;

import java.util.Arrays;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.spi.Operand;

/**
 * Average pooling and its adjoint. A row of outputs needs the sum of the lines of input that its
 * windows cover, and then sums along that one line; sums are F64.
 */
final class Averages {
    private final Windows windows;
    private final boolean single;
    private final long bytes;
    private final long channels;
    private final long input;
    private final long output;

    /** For each column of outputs, how many elements of the line its divisor counts. */
    private final double[] counted;

    private final boolean countPadding;

    /**
     * A pooling.
     *
     * @param windows the windows
     * @param countPadding whether padding counts in the divisor
     * @param x the input or its gradient
     * @param y the output or its gradient
     */
    Averages(Windows windows, boolean countPadding, Operand x, Operand y) {
        this.windows = windows;
        this.countPadding = countPadding;
        single = x.dtype() == DType.F32;
        bytes = x.dtype().byteSize();
        channels = x.shape().head(2).elements();
        input = Raw.address(x);
        output = Raw.address(y);
        counted = new double[Math.toIntExact(windows.columns().out())];
        for (int k = 0; k < counted.length; k++) {
            counted[k] = count(windows.columns(), k);
        }
    }

    private long count(PoolAxis axis, long output) {
        return countPadding ? axis.padded(output) : axis.inside(output);
    }

    void forward(Workers workers, long grain) {
        workers.parallel(channels, grain, (start, end) -> rows(start, end, false));
    }

    void backward(Workers workers, long grain) {
        workers.parallel(channels, grain, (start, end) -> rows(start, end, true));
    }

    private void rows(long start, long end, boolean backward) {
        double[] line = new double[Math.toIntExact(windows.columns().in())];
        for (long channel = start; channel < end; channel++) {
            long x = input + channel * windows.inputs() * bytes;
            long y = output + channel * windows.outputs() * bytes;
            if (backward) {
                Raw.ALL.asSlice(x, windows.inputs() * bytes).fill((byte) 0);
            }
            for (long i = 0; i < windows.layers().out(); i++) {
                for (long j = 0; j < windows.rows().out(); j++) {
                    double lines = (double) count(windows.layers(), i) * count(windows.rows(), j);
                    Arrays.fill(line, 0);
                    if (backward) {
                        spread(line, y, lines);
                        lines(line, x, i, j, true);
                    } else {
                        lines(line, x, i, j, false);
                        average(line, y, lines);
                    }
                    y += counted.length * bytes;
                }
            }
        }
    }

    /** Adds the lines that a row of windows covers to one, or adds that one to all of them. */
    private void lines(double[] line, long x, long i, long j, boolean backward) {
        PoolAxis layers = windows.layers();
        PoolAxis rows = windows.rows();
        for (long a = layers.from(i); a < layers.to(i); a += layers.window().dilation()) {
            for (long b = rows.from(j); b < rows.to(j); b += rows.window().dilation()) {
                long at = x + (a * rows.in() + b) * line.length * bytes;
                if (!backward) {
                    Line.add(single, at, line);
                } else {
                    Line.addTo(single, line, at);
                }
            }
        }
    }

    private void average(double[] line, long y, double lines) {
        PoolAxis columns = windows.columns();
        int step = (int) columns.window().dilation();
        for (int k = 0; k < counted.length; k++) {
            double sum = 0;
            for (int c = (int) columns.from(k), to = (int) columns.to(k); c < to; c += step) {
                sum += line[c];
            }
            Line.set(single, y, k, sum / (lines * counted[k]));
        }
    }

    private void spread(double[] line, long y, double lines) {
        PoolAxis columns = windows.columns();
        int step = (int) columns.window().dilation();
        for (int k = 0; k < counted.length; k++) {
            double value = Line.get(single, y, k) / (lines * counted[k]);
            for (int c = (int) columns.from(k), to = (int) columns.to(k); c < to; c += step) {
                line[c] += value;
            }
        }
    }
}
