package org.ranvier.spi;

import java.util.List;
import org.ranvier.op.Op;

/**
 * An operation with its operands, as {@link Backend#execute} takes them.
 *
 * @param op the operation
 * @param in its inputs
 * @param out its outputs, to be written
 */
public record Execution(Op op, List<Operand> in, List<Operand> out) {
    /** Copies the lists. */
    public Execution {
        in = List.copyOf(in);
        out = List.copyOf(out);
    }
}
