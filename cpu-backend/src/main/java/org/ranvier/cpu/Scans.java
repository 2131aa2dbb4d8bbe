package org.ranvier.cpu;

import java.util.List;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Running quantities. */
final class Scans {
    private static final long GRAIN = 4096;

    private Scans() {}

    static void scan(Workers workers, Op.Scan op, List<Operand> in, Operand out) {
        int[] order = Axes.last(out.shape().rank(), op.axis());
        Cells y = Cells.of(out).permute(order);
        List<Cells> x = in.stream().map(o -> Cells.of(o).permute(order)).toList();
        long length = out.shape().size(op.axis());
        workers.parallel(
                y.count() / length,
                Math.max(1, GRAIN / length),
                (start, end) -> {
                    for (long line = start; line < end; line++) {
                        double h = op.recurrence() == Op.Recurrence.PROD ? 1 : 0;
                        for (long i = 0; i < length; i++) {
                            long n = line * length + (op.reverse() ? length - 1 - i : i);
                            h = step(op.recurrence(), h, x, n);
                            y.set(n, h);
                        }
                    }
                });
    }

    private static double step(Op.Recurrence recurrence, double h, List<Cells> in, long n) {
        Cells x = in.get(0);
        return switch (recurrence) {
            case SUM -> x.apply(Binary.ADD, h, x.get(n));
            case PROD -> x.apply(Binary.MUL, h, x.get(n));
            case LINEAR -> {
                double product = x.apply(Binary.MUL, x.get(n), h);
                yield x.apply(Binary.ADD, product, in.get(1).get(n));
            }
        };
    }
}
