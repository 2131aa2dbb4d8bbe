package org.ranvier.models.layers;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * Joins axes into one.
 *
 * @param first the first of them
 * @param last the last of them; negative counts from the end
 */
public record Flatten(int first, int last) implements Layer {
    /**
     * Joins all axes but that of the batch.
     *
     * @return the layer
     */
    public static Flatten of() {
        return new Flatten(1, -1);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        return x.flatten(first, last);
    }
}
