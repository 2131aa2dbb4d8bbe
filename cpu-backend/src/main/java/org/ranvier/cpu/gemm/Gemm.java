package org.ranvier.cpu.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.spi.Operand;

/** Matrix products. */
public final class Gemm {
    private Gemm() {}

    /**
     * {@code c = a·b} of the last two axes, for every element of the leading axes.
     *
     * @param workers who does it
     * @param a {@code […, m, k]}, of any layout
     * @param b {@code […, k, n]}, of any layout
     * @param c {@code […, m, n]}, contiguous
     */
    public static void matmul(Workers workers, Operand a, Operand b, Operand c) {
        int rank = c.shape().rank();
        long m = c.shape().size(-2);
        long n = c.shape().size(-1);
        long k = a.shape().size(-1);
        MemorySegment left = HostBuffer.of(a);
        MemorySegment right = HostBuffer.of(b);
        MemorySegment result = HostBuffer.of(c);
        workers.parallel(
                c.shape().elements() / n,
                Math.max(1, 10_000 / (n * (k + 1))),
                (start, end) -> {
                    for (long row = start; row < end; row++) {
                        long batch = row / m;
                        long x =
                                start(a.layout(), batch, rank)
                                        + row % m * a.layout().stride(rank - 2);
                        long y = start(b.layout(), batch, rank);
                        for (long column = 0; column < n; column++) {
                            double sum = 0;
                            for (long i = 0; i < k; i++) {
                                sum +=
                                        get(left, a.dtype(), x + i * a.layout().stride(rank - 1))
                                                * get(
                                                        right,
                                                        b.dtype(),
                                                        y
                                                                + i * b.layout().stride(rank - 2)
                                                                + column
                                                                        * b.layout()
                                                                                .stride(rank - 1));
                            }
                            set(result, c.dtype(), c.layout().offset() + row * n + column, sum);
                        }
                    }
                });
    }

    private static long start(Layout layout, long batch, int rank) {
        long at = layout.offset();
        for (int i = rank - 3; i >= 0; i--) {
            at += batch % layout.shape().size(i) * layout.stride(i);
            batch /= layout.shape().size(i);
        }
        return at;
    }

    private static double get(MemorySegment memory, DType type, long at) {
        return type == DType.F32
                ? memory.getAtIndex(ValueLayout.JAVA_FLOAT, at)
                : memory.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
    }

    private static void set(MemorySegment memory, DType type, long at, double value) {
        if (type == DType.F32) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) value);
        } else {
            memory.setAtIndex(ValueLayout.JAVA_DOUBLE, at, value);
        }
    }
}
