package org.ranvier.models.energy;

import org.ranvier.Tensor;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/** Random units. */
final class Draws {
    private Draws() {}

    /** 1 with the given probabilities, else 0. */
    static Tensor lessThan(Tensor probability, RandomStream random) {
        Tensor uniform =
                random.draw(
                        probability.session(),
                        Distribution.UNIFORM,
                        probability.dtype(),
                        probability.shape());
        return uniform.lt(probability).to(probability.dtype());
    }
}
