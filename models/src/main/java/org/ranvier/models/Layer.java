package org.ranvier.models;

import org.ranvier.Tensor;

/**
 * A layer, or a whole network of them: an immutable description, usually a record, of how an output
 * is computed from an input. It holds no tensors; its parameters live in the {@link ModelState}
 * that the {@link Context} gives access to, so that one description can serve many models.
 */
@FunctionalInterface
public interface Layer {
    /**
     * Computes the output.
     *
     * @param context gives parameters, buffers and random numbers, and runs children
     * @param x the input, usually a batch: one sample for each index of axis 0
     * @return the output
     * @throws IllegalArgumentException if the input does not fit
     */
    Tensor forward(Context context, Tensor x);
}
