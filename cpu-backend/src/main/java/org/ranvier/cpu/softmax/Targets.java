package org.ranvier.cpu.softmax;

import org.ranvier.cpu.memory.Raw;
import org.ranvier.spi.Operand;

/** Classes that rows are compared with. */
final class Targets {
    private Targets() {}

    /** Throws if a target is neither a class nor the one that stands for none. */
    static void check(Operand targets, int ignored, long classes) {
        long from = Raw.address(targets);
        long rows = targets.shape().elements();
        for (long r = 0; r < rows; r++) {
            int target = Raw.ALL.get(Raw.INT, from + r * Integer.BYTES);
            if ((target < 0 || target >= classes) && target != ignored) {
                throw new IndexOutOfBoundsException(
                        "cross_entropy: target "
                                + target
                                + " of row "
                                + r
                                + " is outside 0 to "
                                + (classes - 1));
            }
        }
    }
}
