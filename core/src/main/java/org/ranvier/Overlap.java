package org.ranvier;

import org.ranvier.op.Op;

/**
 * What may share memory when an operation writes into an existing tensor: exactly equal views,
 * nothing else.
 */
final class Overlap {
    private Overlap() {}

    static void check(Op op, Tensor source, Tensor target) {
        if (source.storage() != target.storage() || source.shape().elements() == 0) {
            return;
        }
        boolean same = source.layout().equals(target.layout()) && source.dtype() == target.dtype();
        boolean apart =
                source.layout().highest() < target.layout().lowest()
                        || source.layout().lowest() > target.layout().highest();
        if (!same && !apart) {
            throw new IllegalArgumentException(
                    op.name()
                            + " in place: the source ("
                            + source.layout()
                            + ") overlaps the target ("
                            + target.layout()
                            + ") without being the same view; copy it first");
        }
    }

    static void checkNoRepetition(String operation, Tensor target) {
        Layout layout = target.layout();
        for (int i = 0; i < layout.shape().rank(); i++) {
            if (layout.stride(i) == 0 && layout.shape().size(i) > 1) {
                throw new IllegalArgumentException(
                        operation
                                + " in place: the target repeats elements along axis "
                                + i
                                + " ("
                                + layout
                                + "); copy it first");
            }
        }
    }
}
