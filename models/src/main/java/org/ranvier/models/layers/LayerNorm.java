package org.ranvier.models.layers;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;

/**
 * Layer normalisation (Ba et al. 2016): the last axes of each sample are brought to mean 0 and
 * (biased) variance 1 together, then scaled by γ and shifted by β element by element. Parameters:
 * {@code weight} γ and {@code bias} β, of the normalised shape.
 *
 * @param shape the shape of the last axes
 * @param epsilon ε, added to the variance inside the root
 */
public record LayerNorm(Shape shape, double epsilon) implements Layer {
    /**
     * With ε = 1e-5.
     *
     * @param sizes the shape of the last axes
     * @return the layer
     */
    public static LayerNorm of(long... sizes) {
        return new LayerNorm(Shape.of(sizes), 1e-5);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        if (x.rank() < shape.rank() || !x.shape().tail(shape.rank()).equals(shape)) {
            throw Fit.wrong(this, context, x, "the last axes to be " + shape);
        }
        Tensor gamma = context.parameter("weight", shape, Init.ones());
        Tensor beta = context.parameter("bias", shape, Init.zeros());
        return context.session()
                .apply(new org.ranvier.op.LayerNorm(epsilon), List.of(x, gamma, beta))
                .get(0);
    }
}
