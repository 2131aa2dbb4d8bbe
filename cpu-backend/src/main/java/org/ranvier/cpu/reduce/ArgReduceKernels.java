package org.ranvier.cpu.reduce;

import java.util.Arrays;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** The positions of extremes along an axis. */
public final class ArgReduceKernels {
    private static final long GRAIN = 1 << 15;

    /** The most lines side by side. */
    private static final int WIDTH = 512;

    private final DType type;
    private final double sign;
    private final long length;
    private final long inner;
    private final long source;
    private final long target;

    private ArgReduceKernels(Op.ArgReduce op, Operand in, Operand out) {
        type = in.dtype();
        sign = op.largest() ? 1 : -1;
        length = in.shape().size(op.axis());
        inner = in.shape().tail(in.shape().rank() - 1 - op.axis()).elements();
        source = Raw.address(in);
        target = Raw.address(out);
    }

    /**
     * Finds the first extreme of each line.
     *
     * @param workers who does it
     * @param op the operation
     * @param in the input, contiguous
     * @param out the positions, contiguous
     */
    public static void argReduce(Workers workers, Op.ArgReduce op, Operand in, Operand out) {
        ArgReduceKernels kernel = new ArgReduceKernels(op, in, out);
        long outputs = out.shape().elements();
        if (kernel.inner == 1) {
            workers.parallel(outputs, Math.max(1, GRAIN / kernel.length), kernel::rows);
            return;
        }
        long stretches = Math.ceilDiv(kernel.inner, WIDTH);
        long width = Math.ceilDiv(kernel.inner, stretches);
        workers.parallel(
                outputs / kernel.inner * stretches,
                Math.max(1, GRAIN / (kernel.length * width)),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        long first = i % stretches * width;
                        int n = (int) Math.min(width, kernel.inner - first);
                        kernel.columns(i / stretches, first, n);
                    }
                });
    }

    private void rows(long start, long end) {
        for (long row = start; row < end; row++) {
            double best = Double.NEGATIVE_INFINITY;
            long at = 0;
            for (long done = 0; done < length; done += Scratch.ELEMENTS) {
                int n = (int) Math.min(Scratch.ELEMENTS, length - done);
                long from = source + (row * length + done) * type.byteSize();
                double[] v = Elements.doubles(type, from, n, 0);
                for (int i = 0; i < n; i++) {
                    double challenger = v[i] * sign;
                    if (beats(challenger, best)) {
                        best = challenger;
                        at = done + i;
                    }
                }
            }
            Raw.ALL.set(Raw.INT, target + row * 4, (int) at);
        }
    }

    /** NaN beats all but another one. */
    private static boolean beats(double challenger, double best) {
        return !(challenger <= best) && !Double.isNaN(best);
    }

    private void columns(long outer, long first, int width) {
        double[] best = Scratch.local().doubles(1);
        int[] at = Scratch.local().ints(1);
        Arrays.fill(best, 0, width, Double.NEGATIVE_INFINITY);
        Arrays.fill(at, 0, width, 0);
        for (int row = 0; row < length; row++) {
            long from = (outer * length + row) * inner + first;
            double[] v = Elements.doubles(type, source + from * type.byteSize(), width, 0);
            for (int i = 0; i < width; i++) {
                double challenger = v[i] * sign;
                if (beats(challenger, best[i])) {
                    best[i] = challenger;
                    at[i] = row;
                }
            }
        }
        for (int i = 0; i < width; i++) {
            Raw.ALL.set(Raw.INT, target + (outer * inner + first + i) * 4, at[i]);
        }
    }
}
