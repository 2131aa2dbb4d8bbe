package org.ranvier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.op.Op;
import org.ranvier.op.OptimizerStep;

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

    /** A tensor of a step, and the output whose place it has or takes, or -1. */
    private record Part(Tensor tensor, int output) {}

    /** An output may lie where the input lies that it replaces; nothing else may be shared. */
    static void checkParts(OptimizerStep op, List<Tensor> in, List<Tensor> out) {
        Map<Storage, List<Part>> parts = new IdentityHashMap<>();
        Map<Integer, Integer> outputs = new HashMap<>();
        for (int i = 0; i < out.size(); i++) {
            outputs.put(op.replaced(in.size(), i), i);
            add(parts, new Part(out.get(i), i));
        }
        for (int i = 0; i < in.size(); i++) {
            add(parts, new Part(in.get(i), outputs.getOrDefault(i, -1)));
        }
        for (int i = 0; i < out.size(); i++) {
            Tensor target = out.get(i);
            for (Part part : parts.getOrDefault(target.storage(), List.of())) {
                check(op, part.tensor(), target);
                if (part.output() != i && part.tensor().layout().equals(target.layout())) {
                    throw new IllegalArgumentException(
                            op.name()
                                    + " in place: "
                                    + target.spec()
                                    + " takes the place of another parameter, gradient or state;"
                                    + " each needs memory of its own");
                }
            }
        }
    }

    private static void add(Map<Storage, List<Part>> parts, Part part) {
        if (part.tensor().shape().elements() > 0) {
            parts.computeIfAbsent(part.tensor().storage(), _ -> new ArrayList<>()).add(part);
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
