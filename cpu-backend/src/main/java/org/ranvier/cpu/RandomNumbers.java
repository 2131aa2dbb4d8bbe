package org.ranvier.cpu;

import org.ranvier.cpu.parallel.Workers;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Numbers of the stream. */
final class RandomNumbers {
    private RandomNumbers() {}

    static void draw(Workers workers, Op.Random op, Operand out) {
        throw new UnsupportedOperationException(op.name() + ": the stream does not exist yet");
    }
}
