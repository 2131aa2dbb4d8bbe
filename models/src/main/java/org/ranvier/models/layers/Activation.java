package org.ranvier.models.layers;

import java.util.List;
import java.util.function.UnaryOperator;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.op.Softmax;

/**
 * A function of what comes in, without parameters.
 *
 * @param name how it is called
 * @param function computes it
 */
public record Activation(String name, UnaryOperator<Tensor> function) implements Layer {
    /** {@code x}. */
    public static final Activation IDENTITY = new Activation("identity", x -> x);

    /** {@code 1/(1 + e⁻ˣ)}. */
    public static final Activation LOGISTIC = new Activation("logistic", Tensor::sigmoid);

    /** The hyperbolic tangent. */
    public static final Activation TANH = new Activation("tanh", Tensor::tanh);

    /** The arc tangent. */
    public static final Activation ARCTAN = new Activation("arctan", Tensor::atan);

    /** 1 from 0 upwards, 0 below; without gradient. */
    public static final Activation THRESHOLD =
            new Activation("threshold", x -> x.ge(0).to(x.dtype()));

    /** 1 from 0 upwards, −1 below; without gradient. */
    public static final Activation SIGN =
            new Activation("sign", x -> x.ge(0).where(x.onesLike(), x.onesLike().neg()));

    /** {@code max(x, 0)}. */
    public static final Activation RELU = new Activation("relu", Tensor::relu);

    /** {@code x} above 0, else {@code 0.01·x}. */
    public static final Activation LEAKY_RELU = leakyRelu(0.01);

    /** {@code x} above 0, else {@code eˣ − 1}. */
    public static final Activation ELU = elu(1);

    /** {@code x·Φ(x)}, exact. */
    public static final Activation GELU = new Activation("gelu", Tensor::gelu);

    /** An approximation of {@link #GELU}, see {@link Tensor#geluTanh}. */
    public static final Activation GELU_TANH = new Activation("gelu_tanh", Tensor::geluTanh);

    /** {@code x/(1 + e⁻ˣ)}. */
    public static final Activation SILU = new Activation("silu", Tensor::silu);

    /** {@code ln(1 + eˣ)}. */
    public static final Activation SOFTPLUS = new Activation("softplus", Tensor::softplus);

    /** {@code eˣ/Σeˣ} along the last axis. */
    public static final Activation SOFTMAX =
            new Activation("softmax", x -> softmax(x, x.rank() - 1, false));

    /** {@code ln(eˣ/Σeˣ)} along the last axis. */
    public static final Activation LOG_SOFTMAX =
            new Activation("log_softmax", x -> softmax(x, x.rank() - 1, true));

    /** 1 at the first largest element of the last axis, else 0; without gradient. */
    public static final Activation ONE_HOT =
            new Activation("one_hot", x -> x.argMax(-1).oneHot(x.size(-1)).to(x.dtype()));

    /** The index of the first largest element of the last axis, which disappears, as I32. */
    public static final Activation ARGMAX = new Activation("argmax", x -> x.argMax(-1));

    /**
     * {@code x} above 0, else {@code slope·x}.
     *
     * @param slope the slope below 0
     * @return the function
     */
    public static Activation leakyRelu(double slope) {
        return new Activation("leaky_relu", x -> x.gt(0).where(x, x.mul(slope)));
    }

    /**
     * {@code x} above 0, else {@code α(eˣ − 1)} (Clevert et al. 2016).
     *
     * @param alpha α
     * @return the function
     */
    public static Activation elu(double alpha) {
        return new Activation(
                "elu",
                x -> {
                    Tensor above = x.gt(0);
                    Tensor below = above.where(x.zerosLike(), x);
                    return above.where(x, below.expm1().mul(alpha));
                });
    }

    /**
     * The same values with a constant added to the slope, which keeps gradients from vanishing
     * where the function is flat (Fahlman 1988).
     *
     * @param slope what is added
     * @return the function with the steeper gradient
     */
    public Activation withAddedSlope(double slope) {
        return new Activation(name, x -> function.apply(x).add(x.sub(x.detach()).mul(slope)));
    }

    private static Tensor softmax(Tensor x, int axis, boolean log) {
        return x.session().apply(new Softmax(axis, log), List.of(x)).get(0);
    }

    @Override
    public Tensor forward(Context context, Tensor x) {
        return function.apply(x);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
