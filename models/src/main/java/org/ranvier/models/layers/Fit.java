package org.ranvier.models.layers;

import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/** What a layer says of an input that does not fit. */
final class Fit {
    private Fit() {}

    static IllegalArgumentException wrong(Layer layer, Context context, Tensor x, String expected) {
        String place = context.path().isEmpty() ? "" : " (layer " + context.path() + ")";
        return new IllegalArgumentException(
                layer + place + ": expected " + expected + ", got an input of " + x.spec());
    }
}
