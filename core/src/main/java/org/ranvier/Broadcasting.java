package org.ranvier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Brings operands to their common shape, by views. */
final class Broadcasting {
    private Broadcasting() {}

    static List<Tensor> together(String operation, List<Tensor> operands) {
        Shape common = operands.get(0).shape();
        for (Tensor operand : operands) {
            Shape next = Shape.broadcast(common, operand.shape());
            if (next == null) {
                String shapes =
                        operands.stream()
                                .map(t -> t.shape().toString())
                                .collect(Collectors.joining(" × "));
                throw new IllegalArgumentException(
                        operation
                                + ": shapes do not broadcast: "
                                + shapes
                                + "; sizes must be equal or 1");
            }
            common = next;
        }
        List<Tensor> expanded = new ArrayList<>(operands.size());
        for (Tensor operand : operands) {
            expanded.add(operand.expand(common));
        }
        return expanded;
    }
}
