package org.ranvier.cpu;

import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.memory.Work;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/**
 * The adjoint of windows along an axis: {@code [A, windows, B, size]} to {@code [A, length, B]}. A
 * piece of work is a stretch of B of one A; its sums are F64 until they are complete.
 */
final class Folding {
    private static final long GRAIN = 1 << 14;

    /** The most neighbours of a piece. */
    private static final long WIDTH = 512;

    private final Lines x;
    private final Lines y;
    private final Op.Fold op;
    private final int size;

    private Folding(Lines x, Lines y, Op.Fold op, int size) {
        this.x = x;
        this.y = y;
        this.op = op;
        this.size = size;
    }

    static void fold(Workers workers, Op.Fold op, Operand in, Operand out) {
        int size = Math.toIntExact(in.shape().size(-1));
        new Folding(Lines.of(in, op.axis()), Lines.of(out, op.axis()), op, size).run(workers);
    }

    private void run(Workers workers) {
        long stretches = Math.ceilDiv(y.inner(), WIDTH);
        long width = Math.ceilDiv(y.inner(), stretches);
        workers.parallel(
                y.outer() * stretches,
                Math.max(1, GRAIN / (width * (x.length() * size + y.length()))),
                (start, end) -> {
                    long bytes = y.length() * width * Double.BYTES;
                    long sums = Work.local().address(Work.Use.SUMS, bytes);
                    for (long piece = start; piece < end; piece++) {
                        long first = piece % stretches * width;
                        int n = (int) Math.min(width, y.inner() - first);
                        Raw.ALL.asSlice(sums, bytes).fill((byte) 0);
                        add(piece / stretches, first, n, sums);
                        store(piece / stretches, first, n, sums);
                    }
                });
    }

    private void add(long o, long first, int n, long sums) {
        for (long window = 0; window < x.length(); window++) {
            for (int i = 0; i < size; i++) {
                long from = x.at(o, window, first * size + i);
                long place = window * op.step() + i * op.dilation();
                long at = sums + place * n * Double.BYTES;
                switch (x.type()) {
                    case F32 -> addFloats(from, size, n, at);
                    case F64 -> addDoubles(from, size, n, at);
                    case I32 -> addInts(from, size, n, at);
                    case BOOL -> throw new IllegalArgumentException("fold: not defined on BOOL");
                }
            }
        }
    }

    private static void addFloats(long x, int stride, int n, long sums) {
        for (int i = 0; i < n; i++) {
            double more = Raw.ALL.get(Raw.FLOAT, x + 4L * stride * i);
            Raw.ALL.set(Raw.DOUBLE, sums + 8L * i, Raw.ALL.get(Raw.DOUBLE, sums + 8L * i) + more);
        }
    }

    private static void addDoubles(long x, int stride, int n, long sums) {
        for (int i = 0; i < n; i++) {
            double more = Raw.ALL.get(Raw.DOUBLE, x + 8L * stride * i);
            Raw.ALL.set(Raw.DOUBLE, sums + 8L * i, Raw.ALL.get(Raw.DOUBLE, sums + 8L * i) + more);
        }
    }

    private static void addInts(long x, int stride, int n, long sums) {
        for (int i = 0; i < n; i++) {
            double more = Raw.ALL.get(Raw.INT, x + 4L * stride * i);
            Raw.ALL.set(Raw.DOUBLE, sums + 8L * i, Raw.ALL.get(Raw.DOUBLE, sums + 8L * i) + more);
        }
    }

    /** A stretch that is a whole line lies without gaps, and goes in larger pieces. */
    private void store(long o, long first, int n, long sums) {
        boolean whole = n == y.inner();
        long rows = whole ? 1 : y.length();
        long columns = whole ? y.length() * n : n;
        for (long row = 0; row < rows; row++) {
            for (long k = 0; k < columns; k += Scratch.ELEMENTS) {
                int some = (int) Math.min(Scratch.ELEMENTS, columns - k);
                long from = sums + (row * columns + k) * Double.BYTES;
                double[] v = Elements.doubles(DType.F64, from, some, 0);
                if (y.type() == DType.I32) {
                    wrap(v, some);
                }
                Elements.store(y.type(), v, some, y.at(o, row, first + k), 1);
            }
        }
    }

    /** Sums of integers wrap around, as they do in their own type. */
    private static void wrap(double[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = (int) (long) v[i];
        }
    }
}
