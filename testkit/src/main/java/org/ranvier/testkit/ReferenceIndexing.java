package org.ranvier.testkit;

import java.util.stream.IntStream;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/** Elements taken from and added to places. */
final class ReferenceIndexing {
    private ReferenceIndexing() {}

    static void gather(Op.Gather op, Elements x, Elements indices, Elements out) {
        long length = x.layout().shape().size(op.axis());
        long count = indices.count();
        Elements source = x.lines(op.axis());
        Elements target = out.lines(op.axis());
        for (long n = 0; n < out.count(); n++) {
            long place = place(op, indices.get(n % count), length);
            target.set(n, source.get(n / count * length + place));
        }
    }

    static void scatterAdd(Op.ScatterAdd op, Elements updates, Elements indices, Elements out) {
        long count = indices.count();
        Elements source = updates.lines(op.axis());
        Elements target = out.lines(op.axis());
        double[] sums = new double[(int) out.count()];
        for (long n = 0; n < updates.count(); n++) {
            long place = place(op, indices.get(n % count), op.length());
            add(sums, n / count * op.length() + place, source, n);
        }
        write(sums, target);
    }

    private static long place(Op op, double index, long length) {
        long place = (long) index;
        if (place < -length || place >= length) {
            throw new IndexOutOfBoundsException(
                    op.name() + ": index " + place + " of an axis of " + length + " elements");
        }
        return place < 0 ? place + length : place;
    }

    static void fold(Op.Fold op, Elements x, Elements out) {
        int last = x.layout().shape().rank() - 1;
        long windows = x.layout().shape().size(op.axis());
        long size = x.layout().shape().size(last);
        int[] order =
                IntStream.concat(
                                x.axes().filter(i -> i != op.axis() && i != last),
                                IntStream.of(op.axis(), last))
                        .toArray();
        Elements source = x.permuted(order);
        double[] sums = new double[(int) out.count()];
        for (long n = 0; n < x.count(); n++) {
            long inWindow = n % size;
            long window = n / size % windows;
            long line = n / size / windows;
            long place = window * op.step() + inWindow * op.dilation();
            add(sums, line * op.length() + place, source, n);
        }
        write(sums, out.lines(op.axis()));
    }

    private static void add(double[] sums, long place, Elements source, long n) {
        int at = (int) place;
        sums[at] = ReferenceElementWise.apply(Binary.ADD, source.type(), sums[at], source.get(n));
    }

    private static void write(double[] sums, Elements target) {
        for (int n = 0; n < sums.length; n++) {
            target.set(n, sums[n]);
        }
    }
}
