package org.ranvier.testkit;

import org.ranvier.op.Op;

/** Numbers of the stream. */
final class ReferenceRandom {
    private ReferenceRandom() {}

    static void draw(Op.Random op, Elements out) {
        throw new UnsupportedOperationException(op.name() + ": the stream does not exist yet");
    }
}
