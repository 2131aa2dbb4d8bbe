package org.ranvier.testkit;

import org.ranvier.DType;
import org.ranvier.op.Op;
import org.ranvier.random.Philox;

/** Numbers of the stream, each from its own position. */
final class ReferenceRandom {
    private ReferenceRandom() {}

    static void draw(Op.Random op, Elements out) {
        int words = out.type() == DType.F64 ? 2 : 1;
        for (long n = 0; n < out.count(); n++) {
            out.set(n, number(op, out.type(), op.offset() + n * words));
        }
    }

    private static double number(Op.Random op, DType type, long position) {
        boolean wide = type == DType.F64;
        return switch (op.distribution()) {
            case BITS -> Philox.word(op.seed(), position);
            case UNIFORM ->
                    wide
                            ? Philox.uniformDouble(op.seed(), position)
                            : Philox.uniformFloat(op.seed(), position);
            case NORMAL ->
                    wide
                            ? Philox.normalDouble(op.seed(), position)
                            : Philox.normalFloat(op.seed(), position);
        };
    }
}
