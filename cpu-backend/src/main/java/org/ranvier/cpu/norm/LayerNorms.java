package org.ranvier.cpu.norm;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.spi.Operand;

/**
 * Layer normalisation and its gradient. γ and β gather gradients over all rows: pieces of rows, cut
 * by the shape alone, sum up on their own, and their sums are joined in order.
 */
final class LayerNorms {
    /** The most pieces whose gradients of γ and β are joined. */
    private static final long PIECES = 64;

    /** The fewest rows of such a piece. */
    private static final long ROWS = 32;

    /** An element is read about so many times. */
    private static final long WEIGHT = 4;

    private final long[] at;
    private final double epsilon;
    private final int n;
    private final long rows;
    private final int bytes;

    /** At the addresses of all operands, of which x and γ are the first. */
    LayerNorms(List<Operand> in, long[] at, double epsilon) {
        this.at = at;
        this.epsilon = epsilon;
        this.n = (int) in.get(1).shape().elements();
        this.rows = in.get(0).shape().elements() / n;
        this.bytes = in.get(0).dtype().byteSize();
    }

    void forward(Workers workers, Twin<LayerKernel> twin) {
        LayerKernel kernel = twin.get(rows * n * WEIGHT);
        long row = (long) n * bytes;
        workers.parallel(
                rows,
                Math.max(1, twin.grain(kernel) / (WEIGHT * n)),
                (start, end) -> {
                    long[] here = {at[0] + start * row, at[1], at[2], at[3] + start * row};
                    kernel.forward(here, end - start, n, epsilon);
                });
    }

    void backward(Workers workers, Twin<LayerKernel> twin) {
        LayerKernel kernel = twin.get(rows * n * 2 * WEIGHT);
        long each = Math.max(ROWS, Math.ceilDiv(rows, PIECES));
        long pieces = Math.ceilDiv(rows, each);
        long row = (long) n * bytes;
        long sums = Work.local().address(Work.Use.SHARED, 2 * pieces * row);
        Raw.ALL.asSlice(sums, 2 * pieces * row).fill((byte) 0);
        workers.parallel(
                pieces,
                1,
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece * each;
                        long[] here = {
                            at[0] + first * row,
                            at[1],
                            at[2] + first * row,
                            at[3] + first * row,
                            sums + 2 * piece * row,
                            sums + (2 * piece + 1) * row
                        };
                        kernel.backward(here, Math.min(each, rows - first), n, epsilon);
                    }
                });
        join(sums, pieces, 2 * row, at[4]);
        join(sums + row, pieces, 2 * row, at[5]);
    }

    private void join(long sums, long pieces, long step, long result) {
        if (bytes == Float.BYTES) {
            joinFloats(sums, pieces, step, result);
        } else {
            joinDoubles(sums, pieces, step, result);
        }
    }

    private void joinFloats(long sums, long pieces, long step, long result) {
        double[] total = new double[n];
        float[] part = new float[n];
        for (long piece = 0; piece < pieces; piece++) {
            MemorySegment.copy(Raw.ALL, Raw.FLOAT, sums + piece * step, part, 0, n);
            for (int i = 0; i < n; i++) {
                total[i] += part[i];
            }
        }
        for (int i = 0; i < n; i++) {
            part[i] = (float) total[i];
        }
        MemorySegment.copy(part, 0, Raw.ALL, Raw.FLOAT, result, n);
    }

    private void joinDoubles(long sums, long pieces, long step, long result) {
        double[] total = new double[n];
        double[] part = new double[n];
        for (long piece = 0; piece < pieces; piece++) {
            MemorySegment.copy(Raw.ALL, Raw.DOUBLE, sums + piece * step, part, 0, n);
            for (int i = 0; i < n; i++) {
                total[i] += part[i];
            }
        }
        MemorySegment.copy(total, 0, Raw.ALL, Raw.DOUBLE, result, n);
    }
}
