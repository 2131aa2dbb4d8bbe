package org.ranvier.models.optim;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** What is added to the loss so that weights stay small. */
@FunctionalInterface
public interface Penalty {
    /**
     * The penalty of a model.
     *
     * @param parameters its parameters by path, at least one
     * @return a scalar
     */
    Tensor of(Map<String, Tensor> parameters);

    /**
     * {@code ½λ Σw²} over weights: the parameters of two axes or more; biases and scales of norms
     * go free. Its gradient is {@code λw}.
     *
     * @param lambda λ
     * @return the penalty
     */
    static Penalty l2(double lambda) {
        return parameters -> sum(parameters, lambda / 2, w -> w.square().sum());
    }

    /**
     * {@code λ Σ|w|} over weights: the parameters of two axes or more; biases and scales of norms
     * go free.
     *
     * @param lambda λ
     * @return the penalty
     */
    static Penalty l1(double lambda) {
        return parameters -> sum(parameters, lambda, w -> w.abs().sum());
    }

    private static Tensor sum(
            Map<String, Tensor> parameters, double factor, UnaryOperator<Tensor> each) {
        Tensor any = parameters.values().iterator().next();
        return parameters.values().stream()
                .filter(w -> w.rank() >= 2)
                .map(each)
                .reduce(any.session().full(any.dtype(), Shape.SCALAR, 0), Tensor::add)
                .mul(factor);
    }
}
