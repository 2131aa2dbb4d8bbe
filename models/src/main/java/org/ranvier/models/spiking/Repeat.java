package org.ranvier.models.spiking;

import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * The same input at every step: {@code [batch, …]} becomes {@code [T, batch, …]}, without a copy.
 *
 * @param steps T, above 0
 */
public record Repeat(long steps) implements Layer {
    /** Checks the steps. */
    public Repeat {
        if (steps < 1) {
            throw new IllegalArgumentException("repeat: " + steps + " steps; expected above 0");
        }
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        return x.unsqueeze(0).expand(Shape.of(steps).concat(x.shape()));
    }
}
