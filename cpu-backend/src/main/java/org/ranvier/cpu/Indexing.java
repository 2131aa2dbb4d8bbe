package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Elements taken from and added to places. */
final class Indexing {
    private static final long GRAIN = 1 << 14;

    /** The most neighbours that are added at once. */
    private static final long WIDTH = 512;

    private Indexing() {}

    static void gather(Workers workers, Op.Gather op, Operand in, Operand indices, Operand out) {
        Lines x = Lines.of(in, op.axis());
        Lines y = Lines.of(out, op.axis());
        int[] places = places(op, op.axis(), indices, x.length());
        workers.parallel(
                y.outer() * y.length(),
                Math.max(1, GRAIN / y.inner()),
                (start, end) -> {
                    for (long row = start; row < end; row++) {
                        long o = row / y.length();
                        long i = row % y.length();
                        copy(x.at(o, places[(int) i], 0), y.at(o, i, 0), y.type(), y.inner());
                    }
                });
    }

    private static void copy(long from, long to, DType type, long n) {
        if (n > 1) {
            MemorySegment.copy(Raw.ALL, from, Raw.ALL, to, n * type.byteSize());
            return;
        }
        switch (type) {
            case F32, I32 -> Raw.ALL.set(Raw.INT, to, Raw.ALL.get(Raw.INT, from));
            case F64 -> Raw.ALL.set(Raw.LONG, to, Raw.ALL.get(Raw.LONG, from));
            case BOOL ->
                    Raw.ALL.set(
                            ValueLayout.JAVA_BYTE, to, Raw.ALL.get(ValueLayout.JAVA_BYTE, from));
        }
    }

    /**
     * Each output row gathers what is to be added to it, in ascending order: so rows can be done at
     * once, and sums are F64 until they are complete.
     */
    static void scatterAdd(
            Workers workers, Op.ScatterAdd op, Operand updates, Operand indices, Operand out) {
        Lines x = Lines.of(updates, op.axis());
        Lines y = Lines.of(out, op.axis());
        int[] places = places(op, op.axis(), indices, op.length());
        int[] ends = new int[Math.toIntExact(op.length()) + 1];
        int[] sources = sources(places, ends);
        long rowWork = Math.max(1, x.length() / y.length()) * y.inner();
        workers.parallel(
                y.outer() * y.length(),
                Math.max(1, GRAIN / rowWork),
                (start, end) -> {
                    for (long row = start; row < end; row++) {
                        int place = (int) (row % y.length());
                        int first = place == 0 ? 0 : ends[place - 1];
                        for (long k = 0; k < y.inner(); k += WIDTH) {
                            add(x, y, row, k, Arrays.copyOfRange(sources, first, ends[place]));
                        }
                    }
                });
    }

    /** The updates of each place one place behind the other; {@code ends} tells where they end. */
    private static int[] sources(int[] places, int[] ends) {
        for (int place : places) {
            ends[place + 1]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        int[] sources = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            sources[ends[places[i]]++] = i;
        }
        return sources;
    }

    private static void add(Lines x, Lines y, long row, long k, int[] sources) {
        int n = (int) Math.min(WIDTH, y.inner() - k);
        double[] sums = Scratch.local().doubles(1);
        Arrays.fill(sums, 0, n, 0);
        long o = row / y.length();
        for (int source : sources) {
            double[] v = Elements.doubles(x.type(), x.at(o, source, k), n, 0);
            if (x.type() == DType.I32) {
                for (int i = 0; i < n; i++) {
                    sums[i] = (int) sums[i] + (int) v[i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    sums[i] += v[i];
                }
            }
        }
        Elements.store(y.type(), sums, n, y.at(o, row % y.length(), k), 1);
    }

    private static int[] places(Op op, int axis, Operand indices, long length) {
        int[] places = new int[Math.toIntExact(indices.shape().elements())];
        MemorySegment.copy(Raw.ALL, Raw.INT, Raw.address(indices), places, 0, places.length);
        for (int i = 0; i < places.length; i++) {
            int index = places[i];
            if (index < -length || index >= length) {
                throw new IndexOutOfBoundsException(
                        op.name()
                                + ": index "
                                + index
                                + " is outside axis "
                                + axis
                                + " of size "
                                + length
                                + "; expected -"
                                + length
                                + " to "
                                + (length - 1));
            }
            places[i] = index < 0 ? index + (int) length : index;
        }
        return places;
    }

    static void fold(Workers workers, Op.Fold op, Operand in, Operand out) {
        int last = in.shape().rank() - 1;
        Cells x = Cells.of(in).permute(Axes.last(last + 1, List.of(op.axis(), last)));
        Cells y = Cells.of(out).permute(Axes.last(last, op.axis()));
        long windows = in.shape().size(op.axis());
        long size = in.shape().size(last);
        workers.parallel(
                y.count() / op.length(),
                Math.max(1, GRAIN / op.length()),
                (start, end) -> {
                    double[] sums = new double[Math.toIntExact(op.length())];
                    for (long line = start; line < end; line++) {
                        Arrays.fill(sums, 0);
                        for (long window = 0; window < windows; window++) {
                            for (long i = 0; i < size; i++) {
                                int place = (int) (window * op.step() + i * op.dilation());
                                double more = x.get((line * windows + window) * size + i);
                                sums[place] = x.apply(Binary.ADD, sums[place], more);
                            }
                        }
                        for (int i = 0; i < sums.length; i++) {
                            y.set(line * sums.length + i, sums[i]);
                        }
                    }
                });
    }
}
