package org.ranvier.cpu;

import org.ranvier.DType;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Many elements become one. */
final class Reductions {
    private static final long GRAIN = 4096;

    private Reductions() {}

    static void reduce(Workers workers, Op.Reduce op, Operand in, Operand out) {
        Cells x = Cells.of(in).permute(Axes.last(in.shape().rank(), op.axes()));
        Cells y = Cells.of(out);
        long length = x.count() / y.count();
        workers.parallel(
                y.count(),
                Math.max(1, GRAIN / (length + 1)),
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        y.set(i, join(op, x, i * length, length));
                    }
                });
    }

    private static double join(Op.Reduce op, Cells x, long start, long length) {
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
            result = apply(step, x.type(), result, x.get(i));
        }
        return result;
    }

    /** In integers where the arguments are. */
    static double apply(Binary f, DType type, double a, double b) {
        return type == DType.I32 ? f.apply((int) a, (int) b) : f.apply(a, b);
    }

    static void argReduce(Workers workers, Op.ArgReduce op, Operand in, Operand out) {
        Cells x = Cells.of(in).permute(Axes.last(in.shape().rank(), op.axis()));
        Cells y = Cells.of(out);
        long length = in.shape().size(op.axis());
        workers.parallel(
                y.count(),
                Math.max(1, GRAIN / length),
                (start, end) -> {
                    for (long line = start; line < end; line++) {
                        long best = 0;
                        for (long i = 1; i < length; i++) {
                            double challenger = x.get(line * length + i);
                            if (beats(op, challenger, x.get(line * length + best))) {
                                best = i;
                            }
                        }
                        y.set(line, best);
                    }
                });
    }

    private static boolean beats(Op.ArgReduce op, double challenger, double best) {
        if (Double.isNaN(challenger) || Double.isNaN(best)) {
            return !Double.isNaN(best);
        }
        return op.largest() ? challenger > best : challenger < best;
    }
}
