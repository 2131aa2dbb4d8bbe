package org.ranvier.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.cpu.loop.Space;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Twin;

/** The innermost axis disappears: each row is joined, and rows of one output after that. */
final class Rows {
    /** The most elements of a row; longer ones are cut. */
    private static final long LINE = 1 << 14;

    private static final long GRAIN = 1 << 16;

    private final Joining joining;
    private final Grid lines;
    private final Grid places;
    private final long length;
    private final long stride;
    private final long piece;
    private final long pieces;
    private final long source;
    private final long target;
    private final int outputs;

    Rows(Joining joining, Space space, long source, long target, long outputs) {
        int last = space.rank() - 1;
        this.joining = joining;
        this.source = source;
        this.target = target;
        this.outputs = Math.toIntExact(outputs);
        lines = Grid.of(space, 0);
        places = Grid.of(space, 1);
        length = space.sizes()[last];
        stride = length == 1 ? 1 : space.strides()[0][last];
        piece = Math.min(length, stride == 1 ? LINE : Scratch.ELEMENTS);
        pieces = Math.ceilDiv(length, piece);
    }

    void reduce(Workers workers) {
        long rows = lines.count() * pieces;
        Twin<RowKernel> twin = Kernels.rows(joining);
        RowKernel kernel = twin.get(rows * piece);
        long grain = Math.max(1, GRAIN / piece);
        if (rows == outputs) {
            workers.parallel(rows, grain, (start, end) -> each(kernel, start, end, this::store));
            return;
        }
        double[] results = new double[Math.toIntExact(rows)];
        workers.parallel(
                rows,
                grain,
                (start, end) ->
                        each(
                                kernel,
                                start,
                                end,
                                (row, some, n) ->
                                        System.arraycopy(some, 0, results, (int) row, n)));
        double[] joined = new double[outputs];
        Arrays.fill(joined, joining.identity());
        for (int row = 0; row < rows; row++) {
            joining.join(joined, (int) places.position(row / pieces), results, row, 1);
        }
        Elements.store(joining.type(), joined, outputs, target, 1);
    }

    /** What is done with the results of some rows one behind the other. */
    private interface Sink {
        void take(long row, double[] results, int n);
    }

    private void each(RowKernel kernel, long start, long end, Sink sink) {
        double[] results = Scratch.local().doubles(1);
        long memory = Scratch.local().memory(1).address();
        int n;
        for (long row = start; row < end; row += n) {
            n = (int) Math.min(batch(row), end - row);
            run(kernel, row, n, memory);
            MemorySegment.copy(Raw.ALL, Raw.DOUBLE, memory, results, 0, n);
            sink.take(row, results, n);
        }
    }

    /** How many rows from here on lie at equal distances. */
    private long batch(long row) {
        return stride == 1 && pieces == 1
                ? Math.min(Scratch.ELEMENTS, lines.length() - row % lines.length())
                : 1;
    }

    private void run(RowKernel kernel, long row, int rows, long results) {
        int bytes = joining.type().byteSize();
        long first = row % pieces * piece;
        long at = source + (lines.position(row / pieces) + first * stride) * bytes;
        int n = (int) Math.min(piece, length - first);
        long from = stride == 1 ? at : Elements.pack(joining.type(), at, stride, n);
        kernel.run(from, lines.pitch() * bytes, rows, n, results);
    }

    private void store(long row, double[] results, int n) {
        long at = target + places.position(row) * joining.type().byteSize();
        Elements.store(joining.type(), results, n, at, places.pitch());
    }
}
