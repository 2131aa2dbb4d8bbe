package org.ranvier.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.Shape;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/** Products, running quantities and order. */
final class ReferenceAlgebra {
    /** NaN is the largest; the two zeros are equal. */
    private static final Comparator<Double> ASCENDING =
            (a, b) -> a.doubleValue() == b.doubleValue() ? 0 : Double.compare(a, b);

    private ReferenceAlgebra() {}

    static void matmul(Elements a, Elements b, Elements out) {
        Shape shape = out.layout().shape();
        long rows = shape.size(-2);
        long columns = shape.size(-1);
        long inner = a.layout().shape().size(-1);
        for (long n = 0; n < out.count(); n++) {
            long column = n % columns;
            long batchAndRow = n / columns;
            long batch = batchAndRow / rows;
            double sum = 0;
            for (long k = 0; k < inner; k++) {
                sum +=
                        a.get(batchAndRow * inner + k)
                                * b.get((batch * inner + k) * columns + column);
            }
            out.set(n, sum);
        }
    }

    static void scan(Op.Scan op, List<Elements> in, Elements out) {
        long length = out.layout().shape().size(op.axis());
        Elements target = out.lines(op.axis());
        List<Elements> sources = in.stream().map(x -> x.lines(op.axis())).toList();
        for (long line = 0; line < out.count() / length; line++) {
            double running = op.recurrence() == Op.Recurrence.PROD ? 1 : 0;
            for (long i = 0; i < length; i++) {
                long n = line * length + (op.reverse() ? length - 1 - i : i);
                running = step(op.recurrence(), running, sources, n);
                target.set(n, running);
            }
        }
    }

    private static double step(Op.Recurrence recurrence, double h, List<Elements> in, long n) {
        Elements first = in.get(0);
        return switch (recurrence) {
            case SUM -> ReferenceElementWise.apply(Binary.ADD, first.type(), h, first.get(n));
            case PROD -> ReferenceElementWise.apply(Binary.MUL, first.type(), h, first.get(n));
            case LINEAR -> {
                double product =
                        ReferenceElementWise.apply(Binary.MUL, first.type(), first.get(n), h);
                yield ReferenceElementWise.apply(
                        Binary.ADD, first.type(), product, in.get(1).get(n));
            }
        };
    }

    static void argSort(Op.ArgSort op, Elements x, Elements out) {
        int length = (int) x.layout().shape().size(op.axis());
        Elements source = x.lines(op.axis());
        Elements target = out.lines(op.axis());
        Comparator<Double> order = op.descending() ? ASCENDING.reversed() : ASCENDING;
        for (long start = 0; start < x.count(); start += length) {
            long first = start;
            int[] sorted =
                    IntStream.range(0, length)
                            .boxed()
                            .sorted(Comparator.comparing(i -> source.get(first + i), order))
                            .mapToInt(i -> i)
                            .toArray();
            for (int i = 0; i < length; i++) {
                target.set(start + i, sorted[i]);
            }
        }
    }
}
