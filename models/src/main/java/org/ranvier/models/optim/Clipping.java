package org.ranvier.models.optim;

import java.util.List;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** How gradients are kept from becoming too large. */
@FunctionalInterface
public interface Clipping {
    /**
     * Limits gradients.
     *
     * @param gradients the gradients of all parameters
     * @return the limited ones, in the same order
     */
    List<Tensor> apply(List<Tensor> gradients);

    /**
     * Leaves gradients as they are.
     *
     * @return the clipping
     */
    static Clipping none() {
        return gradients -> gradients;
    }

    /**
     * Limits every element.
     *
     * @param limit the largest magnitude, above 0
     * @return the clipping
     */
    static Clipping byValue(double limit) {
        check(limit);
        return gradients -> gradients.stream().map(g -> g.clip(-limit, limit)).toList();
    }

    /**
     * Scales all gradients by one factor, so that the norm of all together does not exceed a limit
     * (Pascanu et al. 2013).
     *
     * @param limit the largest norm, above 0
     * @return the clipping
     */
    static Clipping byNorm(double limit) {
        check(limit);
        return gradients -> {
            if (gradients.isEmpty()) {
                return gradients;
            }
            Tensor norm = globalNorm(gradients);
            Tensor most = norm.session().full(norm.dtype(), Shape.SCALAR, limit);
            Tensor factor = norm.gt(limit).where(most.div(norm), norm.onesLike());
            return gradients.stream().map(g -> g.mul(factor)).toList();
        };
    }

    /**
     * The 2-norm of all elements of all gradients.
     *
     * @param gradients at least one
     * @return a scalar
     */
    static Tensor globalNorm(List<Tensor> gradients) {
        Tensor sum = gradients.get(0).square().sum();
        for (Tensor gradient : gradients.subList(1, gradients.size())) {
            sum = sum.add(gradient.square().sum());
        }
        return sum.sqrt();
    }

    private static void check(double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("clipping: limit " + limit + "; expected above 0");
        }
    }
}
