package org.ranvier.models;

import java.util.List;
import org.ranvier.Tensor;

/**
 * Layers one after the other; the path of each is its index.
 *
 * @param layers the layers, the first one first
 */
public record Sequential(List<Layer> layers) implements Layer {
    /** Copies the list. */
    public Sequential {
        layers = List.copyOf(layers);
    }

    /**
     * Layers one after the other.
     *
     * @param layers the layers, the first one first
     * @return the network
     */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        for (int i = 0; i < layers.size(); i++) {
            x = context.child(Integer.toString(i), layers.get(i), x);
        }
        return x;
    }
}
