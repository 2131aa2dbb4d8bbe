package org.ranvier.models.layers;

import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.Distribution;

/**
 * Sets a random part of the elements to 0 in training and scales the others by {@code 1/(1−α)}, so
 * that the mean stays (Srivastava et al. 2014). In evaluation it does nothing.
 *
 * @param rate α, the part that is set to 0, from 0 to 1
 */
public record Dropout(double rate) implements Layer {
    /** Checks the range. */
    public Dropout {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("dropout: rate " + rate + "; expected 0 to 1");
        }
    }

    /**
     * Dropout of a part of the elements.
     *
     * @param rate α, from 0 to 1
     * @return the layer
     */
    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    /** Uniform numbers lie on [0, 1), so that {@code u ≥ α} keeps all for 0 and none for 1. */
    @Override
    public Tensor forward(Context context, Tensor x) {
        if (!context.training() || rate == 0) {
            return x;
        }
        Tensor uniform =
                context.random()
                        .draw(context.session(), Distribution.UNIFORM, DType.F32, x.shape());
        Tensor kept = rate == 1 ? x : x.mul(1 / (1 - rate));
        return uniform.ge(rate).where(kept, x.zerosLike());
    }
}
