package org.ranvier.cpu.pool;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.spi.Operand;

/**
 * Max pooling: rows of outputs whose windows lie inside the input along the last axis at once, the
 * others one by one.
 */
final class MaxForward {
    private static final MemorySegment TRIAL = Trials.floats();
    private static final MemorySegment VALUES = Trials.empty();
    private static final MemorySegment POSITIONS = Trials.empty();

    private static final Twin<MaxRow> F32 =
            new Twin<>(
                    "max_pool of F32",
                    new ScalarMaxRow(DType.F32),
                    VectorMaxRow::new,
                    kernel -> {
                        trial(kernel, 1);
                        trial(kernel, 2);
                    });
    private static final MaxRow F64 = new ScalarMaxRow(DType.F64);

    private final Windows windows;
    private final DType type;
    private final long x;
    private final long y;
    private final long at;
    private final long channels;
    private final MaxRow kernel;

    MaxForward(Windows windows, Operand x, Operand y, Operand positions) {
        this.windows = windows;
        this.type = x.dtype();
        this.x = Raw.address(x);
        this.y = Raw.address(y);
        this.at = Raw.address(positions);
        this.channels = x.shape().head(2).elements();
        this.kernel =
                type == DType.F32 ? F32.get(channels * windows.outputs() * windows.size()) : F64;
    }

    private static void trial(MaxRow kernel, int stride) {
        int[] taps = {0, 1, 100, 101};
        long y = VALUES.address();
        long at = POSITIONS.address();
        Trials.lengths(
                Trials.ELEMENTS / 4,
                n -> {
                    kernel.run(TRIAL.address(), Trials.ELEMENTS, 0, taps, stride, y, at, n);
                    kernel.run(TRIAL.address(), 100, 0, taps, stride, y, at, 2);
                });
    }

    void run(Workers workers, long grain) {
        workers.parallel(
                channels,
                grain,
                (start, end) -> {
                    Windows.Span span = windows.span();
                    for (long channel = start; channel < end; channel++) {
                        for (long row = 0; row < windows.outputs(); row += windows.out2()) {
                            row(channel, row, span);
                        }
                    }
                });
    }

    /**
     * The outputs of a channel that differ along the last axis alone, from number {@code row} on.
     */
    private void row(long channel, long row, Windows.Span span) {
        long bytes = type.byteSize();
        long base = x + channel * windows.inputs() * bytes;
        long left = (channels - channel) * windows.inputs();
        int from = (int) windows.firstInside2();
        int to = (int) Math.max(from, windows.lastInside2());
        for (int o = 0; o < windows.out2(); o++) {
            long number = channel * windows.outputs() + row + o;
            span.move(row + o);
            int[] taps = taps(span);
            if (taps.length == 0) {
                throw new IllegalArgumentException(
                        "max_pool: output " + (row + o) + " has a window of nothing but padding");
            }
            boolean inside = o == from && from < to;
            int first = (int) span.from2;
            int n = inside ? to - from : 1;
            long position = at + number * Integer.BYTES;
            kernel.run(
                    base,
                    left,
                    first,
                    taps,
                    (int) windows.stride2(),
                    y + number * bytes,
                    position,
                    n);
            o += n - 1;
        }
    }

    /** Where the elements of a window are, seen from the place of its first along the last axis. */
    private int[] taps(Windows.Span span) {
        int[] taps = new int[(int) windows.size()];
        int count = 0;
        for (long a = span.from0; a < span.to0; a += windows.step0()) {
            for (long b = span.from1; b < span.to1; b += windows.step1()) {
                long line = (a * windows.in1() + b) * windows.in2();
                for (long c = span.from2; c < span.to2; c += windows.step2()) {
                    taps[count++] = (int) (line + c - span.from2);
                }
            }
        }
        return Arrays.copyOf(taps, count);
    }
}
