package org.ranvier.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.models.Layer;
import org.ranvier.models.Sequential;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Dense;

/** Makes multi-layer perceptrons. */
public final class Mlp {
    private Mlp() {}

    /**
     * Fully connected layers with an activation between each two, and none after the last.
     *
     * @param activation the activation
     * @param sizes the sizes of input, hidden layers and output
     * @return the network, on inputs {@code [N, sizes[0]]}
     */
    public static Sequential of(Layer activation, long... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException(
                    "mlp: " + sizes.length + " sizes; expected at least those of input and output");
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            if (i > 1) {
                layers.add(activation);
            }
            layers.add(Dense.of(sizes[i - 1], sizes[i]));
        }
        return new Sequential(layers);
    }

    /**
     * Fully connected layers with ReLU between them.
     *
     * @param sizes the sizes of input, hidden layers and output
     * @return the network, on inputs {@code [N, sizes[0]]}
     */
    public static Sequential of(long... sizes) {
        return of(Activation.RELU, sizes);
    }
}
