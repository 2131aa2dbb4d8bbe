package org.ranvier;

import java.util.List;

/**
 * A value and its gradients.
 *
 * @param value the value
 * @param wrt what the gradients are with respect to
 * @param gradients for each of {@code wrt} its gradient
 */
public record ValueAndGradients(Tensor value, List<Tensor> wrt, List<Tensor> gradients) {
    /**
     * The gradient of one tensor.
     *
     * @param tensor one of {@link #wrt}
     * @return its gradient
     * @throws IllegalArgumentException if no gradient was asked for it
     */
    public Tensor of(Tensor tensor) {
        for (int i = 0; i < wrt.size(); i++) {
            if (wrt.get(i) == tensor) {
                return gradients.get(i);
            }
        }
        throw new IllegalArgumentException(
                "no gradient was asked for this tensor of " + tensor.spec());
    }
}
