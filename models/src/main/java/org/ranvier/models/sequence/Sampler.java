package org.ranvier.models.sequence;

import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/**
 * How a token is chosen from logits: at random with probabilities {@code softmax(logits /
 * temperature)}, among the likeliest.
 *
 * @param temperature below 1 likely tokens become likelier; 0 always takes the likeliest
 * @param topK how many of the likeliest are considered, with those that equal the last of them; 0
 *     for all
 */
public record Sampler(double temperature, int topK) {
    /** Checks the ranges. */
    public Sampler {
        if (!(temperature >= 0) || topK < 0) {
            throw new IllegalArgumentException(
                    "sampler: temperature "
                            + temperature
                            + " and top-k "
                            + topK
                            + "; expected 0 or above");
        }
    }

    /**
     * Chooses among all tokens.
     *
     * @param temperature 0 or above
     * @return the sampler
     */
    public static Sampler temperature(double temperature) {
        return new Sampler(temperature, 0);
    }

    /**
     * With fewer tokens to choose from.
     *
     * @param k how many of the likeliest; 0 for all
     * @return the sampler
     */
    public Sampler withTopK(int k) {
        return new Sampler(temperature, k);
    }

    /**
     * Chooses tokens.
     *
     * @param logits {@code [N, C]}
     * @param random the random numbers to take
     * @return I32 {@code [N]}
     */
    public Tensor choose(Tensor logits, RandomStream random) {
        if (temperature == 0) {
            return logits.argMax(-1);
        }
        Session session = logits.session();
        Tensor uniform = random.draw(session, Distribution.UNIFORM, logits.dtype(), logits.shape());
        // The largest of logits with Gumbel noise falls on each token with its probability.
        Tensor noise = uniform.log().neg().log().neg();
        return likeliest(logits.div(temperature)).add(noise).argMax(-1);
    }

    private Tensor likeliest(Tensor logits) {
        if (topK == 0 || topK >= logits.size(-1)) {
            return logits;
        }
        Tensor least = logits.topK(topK, -1).values().slice(-1, topK - 1, topK);
        Tensor never =
                logits.session().full(logits.dtype(), Shape.SCALAR, Double.NEGATIVE_INFINITY);
        return logits.ge(least).where(logits, never);
    }
}
