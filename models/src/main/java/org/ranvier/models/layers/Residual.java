package org.ranvier.models.layers;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/**
 * {@code body(x) + shortcut(x)} (He et al. 2016). The paths of the two are {@code body} and {@code
 * shortcut}.
 *
 * @param body what is learnt
 * @param shortcut usually the identity, else what makes the shapes fit
 */
public record Residual(Layer body, Layer shortcut) implements Layer {
    /**
     * {@code body(x) + x}.
     *
     * @param body keeps the shape
     * @return the layer
     */
    public static Residual of(Layer body) {
        return new Residual(body, Activation.IDENTITY);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        Tensor learnt = context.child("body", body, x);
        Tensor kept = context.child("shortcut", shortcut, x);
        if (!learnt.shape().equals(kept.shape())) {
            throw Fit.wrong(
                    this,
                    context,
                    x,
                    "body and shortcut to agree, not " + learnt.shape() + " and " + kept.shape());
        }
        return learnt.add(kept);
    }
}
