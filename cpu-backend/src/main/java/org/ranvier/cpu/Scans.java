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
            case SUM -> Reductions.apply(Binary.ADD, x.type(), h, x.get(n));
            case PROD -> Reductions.apply(Binary.MUL, x.type(), h, x.get(n));
            case LINEAR -> {
                double product = Reductions.apply(Binary.MUL, x.type(), x.get(n), h);
                yield Reductions.apply(Binary.ADD, x.type(), product, in.get(1).get(n));
            }
        };
    }
}
