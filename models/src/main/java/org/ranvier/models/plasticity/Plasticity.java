package org.ranvier.models.plasticity;

import org.ranvier.Tensor;

/**
 * Local learning rules: the change of weights {@code [M, N]}, from N neurons to M, that follows
 * from activities {@code [N]} before and {@code [M]} after the synapses. Activities of spiking
 * neurons are filtered first, see {@link org.ranvier.models.neuron.Synapse}. For a step of length
 * Δt the rate κ is multiplied with Δt.
 */
public final class Plasticity {
    private Plasticity() {}

    /**
     * Hebb's rule (1949): {@code κ·post·preᵀ}.
     *
     * @param pre {@code [N]}
     * @param post {@code [M]}
     * @param rate κ
     * @return the change of the weights, {@code [M, N]}
     */
    public static Tensor hebb(Tensor pre, Tensor post, double rate) {
        return post.mul(rate).unsqueeze(1).mul(pre.unsqueeze(0));
    }

    /**
     * Hebb's rule within a population, without connections of a neuron to itself: {@code κ·x·xᵀ}
     * off the diagonal.
     *
     * @param x {@code [N]}
     * @param rate κ
     * @return the change of the weights, {@code [N, N]}
     */
    public static Tensor hebb(Tensor x, double rate) {
        return hebb(x, x, rate).mul(x.session().eye(x.dtype(), x.size(0)).rsub(1));
    }

    /**
     * Oja's rule (1982): {@code κ·(post·preᵀ − β·post²·W)}, in which forgetting bounds the weights;
     * those of one linear neuron tend to the first principal component, of length {@code 1/√β}.
     *
     * @param weights W, {@code [M, N]}
     * @param pre {@code [N]}
     * @param post {@code [M]}
     * @param rate κ
     * @param forgetting β, 0 or above
     * @return the change of the weights, {@code [M, N]}
     */
    public static Tensor oja(
            Tensor weights, Tensor pre, Tensor post, double rate, double forgetting) {
        Tensor decay = post.square().mul(rate * forgetting).unsqueeze(1).mul(weights);
        return hebb(pre, post, rate).sub(decay);
    }

    /**
     * The rule of Bienenstock, Cooper and Munro (1982): {@code κ·post·(post − θ)·preᵀ}.
     *
     * @param pre {@code [N]}
     * @param post {@code [M]}
     * @param threshold θ, a slow average of post, {@code [M]}
     * @param rate κ
     * @return the change of the weights, {@code [M, N]}
     */
    public static Tensor bcm(Tensor pre, Tensor post, Tensor threshold, double rate) {
        return hebb(pre, post.mul(post.sub(threshold)), rate);
    }

    /**
     * The prescribed error sensitivity of MacNeil and Eliasmith (2011), for decoders: {@code
     * −(κ/N)·error·preᵀ}.
     *
     * @param pre {@code [N]}
     * @param error what is decoded less what should be, {@code [K]}
     * @param rate κ
     * @return the change of the decoders, {@code [K, N]}
     */
    public static Tensor pes(Tensor pre, Tensor error, double rate) {
        return hebb(pre, error, -rate / pre.size(0));
    }

    /**
     * The vector form of Oja's rule (Voelker, Crawford and Eliasmith 2014), for encoders: those of
     * active neurons turn to the input, {@code κ·postᵢ·(αᵢ·x − eᵢ)}.
     *
     * @param encoders e, scaled, {@code [M, D]}
     * @param scale their lengths α, {@code [M]}
     * @param post {@code [M]}
     * @param x the input, {@code [D]}
     * @param rate κ
     * @return the change of the encoders, {@code [M, D]}
     */
    public static Tensor voja(Tensor encoders, Tensor scale, Tensor post, Tensor x, double rate) {
        return scale.unsqueeze(1)
                .mul(x.unsqueeze(0))
                .sub(encoders)
                .mul(post.mul(rate).unsqueeze(1));
    }
}
