package org.ranvier.models.layers;

import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Fans;
import org.ranvier.models.init.Init;

/**
 * A fully connected layer: {@code x Wᵀ + b} over the last axis. Parameters: {@code weight} {@code
 * [out, in]} and {@code bias} {@code [out]}.
 *
 * @param in the size of the last axis of the input
 * @param out the size of the last axis of the output
 * @param bias whether b is added
 * @param weightInit makes the first weight
 * @param biasInit makes the first bias
 */
public record Dense(long in, long out, boolean bias, Init weightInit, Init biasInit)
        implements Layer {
    /** Checks the sizes. */
    public Dense {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "dense: sizes " + in + " and " + out + "; expected at least 1");
        }
    }

    /**
     * A layer with a bias that begins at 0 and weights after He.
     *
     * @param in the size of the last axis of the input
     * @param out the size of the last axis of the output
     * @return the layer
     */
    public static Dense of(long in, long out) {
        return new Dense(in, out, true, Init.kaimingUniform(), Init.zeros());
    }

    /**
     * Without a bias.
     *
     * @return the layer
     */
    public Dense withoutBias() {
        return new Dense(in, out, false, weightInit, biasInit);
    }

    /**
     * With other first weights.
     *
     * @param init makes the first weight
     * @return the layer
     */
    public Dense withInit(Init init) {
        return new Dense(in, out, bias, init, biasInit);
    }

    /**
     * With another first bias.
     *
     * @param init makes the first bias
     * @return the layer
     */
    public Dense withBiasInit(Init init) {
        return new Dense(in, out, true, weightInit, init);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        if (x.rank() < 1 || x.size(-1) != in) {
            throw Fit.wrong(this, context, x, "the last axis to have size " + in);
        }
        Tensor weight = context.parameter("weight", Shape.of(out, in), weightInit);
        Tensor y = x.matmul(weight.transpose());
        return bias
                ? y.add(context.parameter("bias", Shape.of(out), new Fans(in, out), biasInit))
                : y;
    }

    /** As {@code Dense(784 → 10)}. */
    @Override
    public String toString() {
        return "Dense(" + in + " → " + out + (bias ? ")" : ", no bias)");
    }
}
