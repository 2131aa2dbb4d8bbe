package org.ranvier.models.sequence;

import org.ranvier.models.Layer;
import org.ranvier.models.Sequential;
import org.ranvier.models.init.Init;
import org.ranvier.models.layers.Activation;
import org.ranvier.models.layers.Dense;

/** The part of a transformer's block that treats each step by itself. */
final class FeedForward {
    private FeedForward() {}

    /** Two layers with GELU between them. */
    static Layer of(long width, long hidden) {
        return Sequential.of(
                Dense.of(width, hidden).withInit(Init.kaimingUniform(1)),
                Activation.GELU,
                Dense.of(hidden, width).withInit(Init.kaimingUniform(1)));
    }
}
