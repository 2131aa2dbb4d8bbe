package org.ranvier.cpu;

import java.util.Arrays;
import java.util.Comparator;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** The order of elements. */
final class Sorting {
    private static final long GRAIN = 1024;

    private Sorting() {}

    static void argSort(Workers workers, Op.ArgSort op, Operand in, Operand out) {
        int[] order = Axes.last(in.shape().rank(), op.axis());
        Cells x = Cells.of(in).permute(order);
        Cells y = Cells.of(out).permute(order);
        int length = Math.toIntExact(in.shape().size(op.axis()));
        workers.parallel(
                y.count() / length,
                Math.max(1, GRAIN / length),
                (start, end) -> {
                    for (long line = start; line < end; line++) {
                        sort(x, y, line * length, length, op.descending());
                    }
                });
    }

    private static void sort(Cells x, Cells y, long first, int length, boolean descending) {
        double[] values = new double[length];
        Integer[] places = new Integer[length];
        for (int i = 0; i < length; i++) {
            // Adding 0 makes −0 and 0 equal.
            values[i] = x.get(first + i) + 0.0;
            places[i] = i;
        }
        Comparator<Integer> ascending = (a, b) -> Double.compare(values[a], values[b]);
        Arrays.sort(places, descending ? ascending.reversed() : ascending);
        for (int i = 0; i < length; i++) {
            y.set(first + i, places[i]);
        }
    }
}
