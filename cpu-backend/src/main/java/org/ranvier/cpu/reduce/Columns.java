package org.ranvier.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.cpu.loop.Space;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;

/**
 * The innermost axis stays: lines along it are joined side by side. A piece of work is a stretch of
 * outputs; if these are few, parts of the lines.
 */
final class Columns {
    private static final long GRAIN = 1 << 16;

    /** The most outputs of a piece. */
    private static final long WIDTH = 512;

    /** So many pieces are enough for any number of threads. */
    private static final long ENOUGH = 32;

    /** The fewest elements of a part. */
    private static final long PART = 1 << 15;

    private final Joining joining;
    private final Grid kept;
    private final Grid places;
    private final Grid gone;
    private final long length;
    private final long stride;
    private final long pitch;
    private final int width;
    private final long stretches;
    private final int copies;
    private final long source;
    private final long target;

    Columns(Joining joining, Space space, long source, long target) {
        int last = space.rank() - 1;
        boolean[] stays = space.varies(1);
        this.joining = joining;
        this.source = source;
        this.target = target;
        kept = Grid.of(space, 0, stays, true);
        places = Grid.of(space, 1, stays, true);
        gone = Grid.of(space, 0, stays, false);
        length = space.sizes()[last];
        stride = space.strides()[0][last];
        pitch = space.strides()[1][last];
        width = (int) Math.min(length, WIDTH);
        stretches = Math.ceilDiv(length, width);
        boolean dense = stretches == 1 && stride == 1 && gone.pitch() == length;
        copies = dense ? (int) WIDTH / width : 1;
    }

    void reduce(Workers workers) {
        long pieces = kept.count() * stretches;
        long lines = gone.count();
        long each = lines * width;
        long parts = pieces >= ENOUGH ? 1 : Math.clamp(Math.min(each / PART, lines), 1, ENOUGH);
        ColumnKernel kernel = Kernels.columns(joining).get(pieces * each);
        double[][] partial = new double[parts == 1 ? 0 : (int) (pieces * parts)][];
        workers.parallel(
                pieces * parts,
                Math.max(1, GRAIN * parts / each),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        long part = i % parts;
                        long from = lines * part / parts;
                        double[] results =
                                join(kernel, i / parts, from, lines * (part + 1) / parts);
                        if (parts == 1) {
                            store(i, results);
                        } else {
                            partial[(int) i] = Arrays.copyOf(results, width);
                        }
                    }
                });
        for (int i = 0; i < partial.length; i += (int) parts) {
            for (int part = 1; part < parts; part++) {
                joining.join(partial[i], 0, partial[i + part], 0, width);
            }
            store(i / parts, partial[i]);
        }
    }

    /** Dense lines are joined as fewer longer ones, with several accumulators an output. */
    private double[] join(ColumnKernel kernel, long piece, long from, long to) {
        int n = (int) Math.min(width, length - piece % stretches * width);
        int wide = n * copies;
        double[] sums = Scratch.local().doubles(1);
        MemorySegment memory = Scratch.local().memory(1);
        Arrays.fill(sums, 0, wide, joining.identity());
        MemorySegment.copy(sums, 0, Raw.ALL, Raw.DOUBLE, memory.address(), wide);
        long begin = kept.position(piece / stretches) + piece % stretches * width * stride;
        int lines;
        for (long line = from; line < to; line += lines) {
            lines = (int) Math.min(batch(line), to - line);
            long at = source + (begin + gone.position(line)) * joining.type().byteSize();
            run(kernel, at, lines, n, memory.address());
        }
        MemorySegment.copy(Raw.ALL, Raw.DOUBLE, memory.address(), sums, 0, wide);
        for (int i = 1; i < copies; i++) {
            joining.join(sums, 0, sums, i * n, n);
        }
        return sums;
    }

    /** How many lines from here on lie at equal distances. */
    private long batch(long line) {
        return stride == 1
                ? Math.min(Integer.MAX_VALUE / WIDTH, gone.length() - line % gone.length())
                : 1;
    }

    private void run(ColumnKernel kernel, long at, int lines, int n, long results) {
        int bytes = joining.type().byteSize();
        long from = stride == 1 ? at : Elements.pack(joining.type(), at, stride, n);
        long step = gone.pitch() * bytes;
        int groups = lines / copies;
        int rest = lines % copies;
        kernel.run(from, step * copies, groups, n * copies, results);
        if (rest > 0) {
            kernel.run(from + groups * copies * step, 0, 1, n * rest, results);
        }
    }

    private void store(long piece, double[] results) {
        long first = piece % stretches * width;
        long at = places.position(piece / stretches) + first * pitch;
        int n = (int) Math.min(width, length - first);
        Elements.store(joining.type(), results, n, target + at * joining.type().byteSize(), pitch);
    }
}
