package org.ranvier.cpu;

import org.ranvier.DType;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.random.Philox;
import org.ranvier.spi.Operand;

/** Numbers of the stream, each from its own position. */
final class RandomNumbers {
    private static final long GRAIN = 512;

    private RandomNumbers() {}

    static void draw(Workers workers, Op.Random op, Operand out) {
        Cells y = Cells.of(out);
        int words = out.dtype() == DType.F64 ? 2 : 1;
        workers.parallel(
                y.count(),
                GRAIN,
                (start, end) -> {
                    for (long i = start; i < end; i++) {
                        y.set(i, number(op, out.dtype(), op.offset() + i * words));
                    }
                });
    }

    private static double number(Op.Random op, DType type, long at) {
        boolean wide = type == DType.F64;
        return switch (op.distribution()) {
            case BITS -> Philox.word(op.seed(), at);
            case UNIFORM ->
                    wide ? Philox.uniformDouble(op.seed(), at) : Philox.uniformFloat(op.seed(), at);
            case NORMAL ->
                    wide ? Philox.normalDouble(op.seed(), at) : Philox.normalFloat(op.seed(), at);
        };
    }
}
