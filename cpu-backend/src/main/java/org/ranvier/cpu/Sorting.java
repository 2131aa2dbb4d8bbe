package org.ranvier.cpu;

import java.util.Arrays;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** The order of elements. */
final class Sorting {
    private static final long GRAIN = 1024;

    private Sorting() {}

    static void argSort(Workers workers, Op.ArgSort op, Operand in, Operand out) {
        Lines x = Lines.of(in, op.axis());
        Lines y = Lines.of(out, op.axis());
        workers.parallel(
                x.outer() * x.inner(),
                Math.max(1, GRAIN / x.length()),
                (start, end) -> {
                    for (long line = start; line < end; line++) {
                        long o = line / x.inner();
                        long k = line % x.inner();
                        int[] order = order(keys(x, o, k, op.descending()), x.type());
                        for (int i = 0; i < order.length; i++) {
                            Raw.ALL.set(Raw.INT, y.at(o, i, k), order[i]);
                        }
                    }
                });
    }

    /** Whole numbers in the order of the elements of a line; of 32 bits unless these are F64. */
    private static long[] keys(Lines x, long o, long k, boolean descending) {
        long[] keys = new long[Math.toIntExact(x.length())];
        for (int i = 0; i < keys.length; i++) {
            // Adding 0 makes −0 and 0 equal; the bits of all NaN are made equal too.
            double v = Elements.get(x.type(), x.at(o, i, k)) + 0.0;
            long bits =
                    switch (x.type()) {
                        case F64 -> Double.doubleToLongBits(v);
                        case F32 -> Float.floatToIntBits((float) v);
                        case I32, BOOL -> (long) v;
                    };
            boolean backwards = bits < 0 && x.type().isFloating();
            long key =
                    backwards
                            ? bits ^ (x.type() == DType.F64 ? Long.MAX_VALUE : Integer.MAX_VALUE)
                            : bits;
            keys[i] = descending ? ~key : key;
        }
        return keys;
    }

    /** The positions of ascending keys, those of equal ones ascending. */
    private static int[] order(long[] keys, DType type) {
        int[] order = new int[keys.length];
        if (type == DType.F64) {
            long[] sorted = keys.clone();
            Arrays.sort(sorted);
            int[] taken = new int[keys.length];
            for (int i = 0; i < keys.length; i++) {
                int first = first(sorted, keys[i]);
                order[first + taken[first]++] = i;
            }
            return order;
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = keys[i] << 32 | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** The first position of a value that is among sorted ones. */
    private static int first(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
