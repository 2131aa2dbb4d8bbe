package org.ranvier.models.sequence;

import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;

/**
 * A vector for each token: from token numbers of any shape to that shape with a last axis of the
 * width. Parameter: {@code weight} {@code [size, width]}.
 *
 * @param size how many tokens there are
 * @param width the size of a vector
 * @param init makes the first vectors
 */
public record Embedding(long size, long width, Init init) implements Layer {
    /** Checks the sizes. */
    public Embedding {
        Sequences.checkSize("embedding: tokens", size);
        Sequences.checkSize("embedding: width", width);
    }

    /**
     * Normal vectors with deviation 1.
     *
     * @param size how many tokens there are
     * @param width the size of a vector
     * @return the layer
     */
    public static Embedding of(long size, long width) {
        return new Embedding(size, width, Init.normal(0, 1));
    }

    /** Takes I32, or whole numbers of another type. */
    @Override
    public Tensor forward(Context context, Tensor x) {
        return context.parameter("weight", Shape.of(size, width), init).take(x.to(DType.I32), 0);
    }

    /** As {@code Embedding(98 → 128)}. */
    @Override
    public String toString() {
        return "Embedding(" + size + " → " + width + ")";
    }
}
