package org.ranvier.testkit;

import java.util.stream.IntStream;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/** Many elements become one. */
final class ReferenceReductions {
    private ReferenceReductions() {}

    static void reduce(Op.Reduce op, Elements x, Elements out) {
        IntStream kept = x.axes().filter(i -> !op.axes().contains(i));
        IntStream reduced = op.axes().stream().mapToInt(i -> i);
        Elements lines = x.permuted(IntStream.concat(kept, reduced).toArray());
        long length = x.count() / out.count();
        for (long line = 0; line < out.count(); line++) {
            out.set(line, join(op, lines, line * length, length));
        }
    }

    private static double join(Op.Reduce op, Elements x, long start, long length) {
        Binary step =
                switch (op.function()) {
                    case SUM -> Binary.ADD;
                    case PROD -> Binary.MUL;
                    case MAX -> Binary.MAX;
                    case MIN -> Binary.MIN;
                };
        double result =
                switch (op.function()) {
                    case SUM -> 0;
                    case PROD -> 1;
                    case MAX -> length == 0 ? 0 : x.get(start);
                    case MIN -> length == 0 ? 1 : x.get(start);
                };
        for (long i = start; i < start + length; i++) {
            result = ReferenceElementWise.apply(step, x.type(), result, x.get(i));
        }
        return result;
    }

    static void argReduce(Op.ArgReduce op, Elements x, Elements out) {
        Elements lines = x.lines(op.axis());
        long length = x.layout().shape().size(op.axis());
        for (long line = 0; line < out.count(); line++) {
            long best = 0;
            for (long i = 1; i < length; i++) {
                if (beats(op, lines.get(line * length + i), lines.get(line * length + best))) {
                    best = i;
                }
            }
            out.set(line, best);
        }
    }

    private static boolean beats(Op.ArgReduce op, double challenger, double best) {
        if (Double.isNaN(challenger) || Double.isNaN(best)) {
            return !Double.isNaN(best);
        }
        return op.largest() ? challenger > best : challenger < best;
    }
}
