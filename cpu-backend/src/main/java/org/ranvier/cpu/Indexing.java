package org.ranvier.cpu;

import java.util.Arrays;
import java.util.List;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Elements taken from and added to places. */
final class Indexing {
    private static final long GRAIN = 4096;

    private Indexing() {}

    static void gather(Workers workers, Op.Gather op, Operand in, Operand indices, Operand out) {
        int[] order = Axes.last(in.shape().rank(), op.axis());
        Cells x = Cells.of(in).permute(order);
        Cells y = Cells.of(out).permute(order);
        long length = in.shape().size(op.axis());
        long[] places = places(op, op.axis(), indices, length);
        workers.parallel(
                y.count(),
                GRAIN,
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        long line = i / places.length;
                        y.set(i, x.get(line * length + places[(int) (i % places.length)]));
                    }
                });
    }

    static void scatterAdd(
            Workers workers, Op.ScatterAdd op, Operand updates, Operand indices, Operand out) {
        int[] order = Axes.last(out.shape().rank(), op.axis());
        Cells x = Cells.of(updates).permute(order);
        Cells y = Cells.of(out).permute(order);
        long[] places = places(op, op.axis(), indices, op.length());
        workers.parallel(
                y.count() / op.length(),
                Math.max(1, GRAIN / op.length()),
                (start, end) -> {
                    double[] sums = new double[Math.toIntExact(op.length())];
                    for (long line = start; line < end; line++) {
                        Arrays.fill(sums, 0);
                        for (int i = 0; i < places.length; i++) {
                            add(sums, places[i], x, line * places.length + i);
                        }
                        write(sums, y, line);
                    }
                });
    }

    private static long[] places(Op op, int axis, Operand indices, long length) {
        Cells cells = Cells.of(indices);
        long[] places = new long[Math.toIntExact(cells.count())];
        for (int i = 0; i < places.length; i++) {
            long index = (long) cells.get(i);
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
            places[i] = index < 0 ? index + length : index;
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
                                long place = window * op.step() + i * op.dilation();
                                add(sums, place, x, (line * windows + window) * size + i);
                            }
                        }
                        write(sums, y, line);
                    }
                });
    }

    private static void add(double[] sums, long place, Cells x, long i) {
        int at = (int) place;
        sums[at] = x.apply(Binary.ADD, sums[at], x.get(i));
    }

    private static void write(double[] sums, Cells y, long line) {
        for (int i = 0; i < sums.length; i++) {
            y.set(line * sums.length + i, sums[i]);
        }
    }
}
