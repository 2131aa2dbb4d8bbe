package org.ranvier.models.layers;

import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * Gives every sample another shape; the batch axis stays.
 *
 * @param sample the new shape of a sample
 */
public record Reshape(Shape sample) implements Layer {
    /**
     * Another shape.
     *
     * @param sizes the sizes of the new shape of a sample
     * @return the layer
     */
    public static Reshape of(long... sizes) {
        return new Reshape(Shape.of(sizes));
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        return x.reshape(Shape.of(x.size(0)).concat(sample));
    }
}
