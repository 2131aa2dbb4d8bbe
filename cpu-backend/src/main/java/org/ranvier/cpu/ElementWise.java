package org.ranvier.cpu;

import org.ranvier.DType;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Binary;
import org.ranvier.op.Unary;
import org.ranvier.spi.Operand;

/** Element by element. */
final class ElementWise {
    private static final long GRAIN = 4096;

    private ElementWise() {}

    static void fill(Workers workers, double value, Operand out) {
        Cells y = Cells.of(out);
        each(workers, y, i -> y.set(i, value));
    }

    static void copy(Workers workers, Operand in, Operand out) {
        Cells x = Cells.of(in);
        Cells y = Cells.of(out);
        each(workers, y, i -> y.set(i, x.get(i)));
    }

    static void map(Workers workers, Unary f, Operand in, Operand out) {
        Cells x = Cells.of(in);
        Cells y = Cells.of(out);
        if (in.dtype() == DType.I32) {
            each(workers, y, i -> y.set(i, f.apply((int) x.get(i))));
        } else {
            each(workers, y, i -> y.set(i, f.apply(x.get(i))));
        }
    }

    static void zip(Workers workers, Binary f, Operand left, Operand right, Operand out) {
        Cells a = Cells.of(left);
        Cells b = Cells.of(right);
        Cells y = Cells.of(out);
        if (left.dtype() == DType.I32) {
            each(workers, y, i -> y.set(i, f.apply((int) a.get(i), (int) b.get(i))));
        } else {
            each(workers, y, i -> y.set(i, f.apply(a.get(i), b.get(i))));
        }
    }

    static void select(Workers workers, Operand condition, Operand yes, Operand no, Operand out) {
        Cells c = Cells.of(condition);
        Cells a = Cells.of(yes);
        Cells b = Cells.of(no);
        Cells y = Cells.of(out);
        each(workers, y, i -> y.set(i, c.get(i) != 0 ? a.get(i) : b.get(i)));
    }

    private interface Step {
        void at(long i);
    }

    private static void each(Workers workers, Cells y, Step step) {
        workers.parallel(
                y.count(),
                GRAIN,
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        step.at(i);
                    }
                });
    }
}
