package org.ranvier.cpu.norm;

import java.util.List;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.spi.Operand;

/**
 * The gradient of layer normalisation. γ and β gather gradients over all rows: pieces of rows, cut
 * by the shape alone, sum up on their own, and their sums are joined in order.
 */
final class LayerGradient {
    /** The most pieces. */
    private static final long PIECES = 32;

    /** The fewest rows of a piece. */
    private static final long ROWS = 16;

    private static final long WEIGHT = 8;

    private final long[] at;
    private final double epsilon;
    private final int n;
    private final long rows;
    private final long bytes;
    private final NormKernel kernel;

    LayerGradient(List<Operand> in, long[] at, Twin<NormKernel> twin, double epsilon) {
        this.at = at;
        this.epsilon = epsilon;
        this.n = (int) in.get(1).shape().elements();
        long elements = in.get(0).shape().elements();
        this.rows = elements / n;
        this.bytes = in.get(0).dtype().byteSize();
        this.kernel = twin.get(elements * WEIGHT);
    }

    void run(Workers workers, Operand ofGamma, Operand ofBeta) {
        long each = Math.max(ROWS, Math.ceilDiv(rows, PIECES));
        long pieces = Math.ceilDiv(rows, each);
        long partial = (long) n * Double.BYTES;
        long sums = Work.local().address(Work.Use.SHARED, 2 * pieces * partial);
        workers.parallel(
                pieces,
                1,
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece * each;
                        long offset = first * n * bytes;
                        long[] here = {
                            at[0] + offset,
                            at[1],
                            at[2] + offset,
                            at[3] + offset,
                            sums + 2 * piece * partial,
                            sums + (2 * piece + 1) * partial
                        };
                        kernel.layerGradient(here, Math.min(each, rows - first), n, epsilon);
                    }
                });
        join(sums, pieces, 2 * partial, ofGamma);
        join(sums + partial, pieces, 2 * partial, ofBeta);
    }

    private void join(long sums, long pieces, long step, Operand result) {
        long to = Raw.address(result);
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (long piece = 0; piece < pieces; piece++) {
                long from = sums + piece * step + (long) i * Double.BYTES;
                sum += Raw.ALL.get(Raw.DOUBLE, from);
            }
            if (bytes == Float.BYTES) {
                Raw.ALL.set(Raw.FLOAT, to + i * bytes, (float) sum);
            } else {
                Raw.ALL.set(Raw.DOUBLE, to + i * bytes, sum);
            }
        }
    }
}
