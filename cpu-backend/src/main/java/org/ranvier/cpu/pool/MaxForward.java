package org.ranvier.cpu.pool;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.spi.Operand;

/** Max pooling, areas of outputs whose windows lie alike at once. */
final class MaxForward {
    private static final MemorySegment TRIAL = Trials.floats();
    private static final MemorySegment VALUES = Trials.empty();
    private static final MemorySegment POSITIONS = Trials.empty();

    private static final Twin<MaxKernel> F32 =
            new Twin<>(
                    "max_pool of F32",
                    new ScalarMax(DType.F32),
                    VectorMax::new,
                    kernel -> {
                        trial(kernel, 1);
                        trial(kernel, 2);
                    });
    private static final MaxKernel F64 = new ScalarMax(DType.F64);

    private final Windows windows;
    private final int bytes;
    private final long x;
    private final long y;
    private final long at;
    private final long channels;
    private final MaxKernel kernel;

    MaxForward(Windows windows, Operand x, Operand y, Operand positions) {
        this.windows = windows;
        this.bytes = x.dtype().byteSize();
        this.x = Raw.address(x);
        this.y = Raw.address(y);
        this.at = Raw.address(positions);
        this.channels = x.shape().head(2).elements();
        this.kernel =
                x.dtype() == DType.F32
                        ? F32.get(channels * windows.outputs() * windows.size())
                        : F64;
    }

    private static void trial(MaxKernel kernel, int stride) {
        int[] taps = {0, 1, 100, 101};
        for (int columns : new int[] {48, 29, 5, 1}) {
            MaxArea area = new MaxArea(0, 0, 3, columns, 64, columns, stride, taps);
            kernel.run(area, TRIAL.address(), VALUES.address(), POSITIONS.address());
        }
    }

    void run(Workers workers, long grain) {
        workers.parallel(
                channels,
                grain,
                (start, end) -> {
                    for (long channel = start; channel < end; channel++) {
                        channel(channel);
                    }
                });
    }

    private void channel(long channel) {
        PoolAxis layers = windows.layers();
        PoolAxis rows = windows.rows();
        PoolAxis columns = windows.columns();
        for (long i = 0; i < layers.out(); i += layers.alike(i)) {
            for (long j = 0; j < rows.out(); j += rows.alike(j)) {
                for (long k = 0; k < columns.out(); k += columns.alike(k)) {
                    areas(channel, i, j, k);
                }
            }
        }
    }

    /** An output and all whose windows lie as its own: an area in each layer. */
    private void areas(long channel, long i, long j, long k) {
        PoolAxis rows = windows.rows();
        PoolAxis columns = windows.columns();
        int[] taps = taps(i, j, k);
        for (long layer = i; layer < i + windows.layers().alike(i); layer++) {
            long line = windows.layers().from(layer) * rows.in() + rows.from(j);
            MaxArea area =
                    new MaxArea(
                            (int) (line * columns.in() + columns.from(k)),
                            (int) ((layer * rows.out() + j) * columns.out() + k),
                            (int) rows.alike(j),
                            (int) columns.alike(k),
                            (int) (rows.window().stride() * columns.in()),
                            (int) columns.out(),
                            (int) columns.window().stride(),
                            taps);
            kernel.run(
                    area,
                    x + channel * windows.inputs() * bytes,
                    y + channel * windows.outputs() * bytes,
                    at + channel * windows.outputs() * Integer.BYTES);
        }
    }

    /** Where the elements of an output's window are, seen from its first. */
    private int[] taps(long i, long j, long k) {
        PoolAxis layers = windows.layers();
        PoolAxis rows = windows.rows();
        PoolAxis columns = windows.columns();
        long count = layers.inside(i) * rows.inside(j) * columns.inside(k);
        if (count == 0) {
            throw new IllegalArgumentException(
                    "max_pool: output "
                            + ((i * rows.out() + j) * columns.out() + k)
                            + " has a window of nothing but padding");
        }
        int[] taps = new int[Math.toIntExact(count)];
        int n = 0;
        for (long a = 0; a < layers.inside(i); a++) {
            for (long b = 0; b < rows.inside(j); b++) {
                long line =
                        a * layers.window().dilation() * rows.in() + b * rows.window().dilation();
                for (long c = 0; c < columns.inside(k); c++) {
                    taps[n++] = (int) (line * columns.in() + c * columns.window().dilation());
                }
            }
        }
        return taps;
    }
}
