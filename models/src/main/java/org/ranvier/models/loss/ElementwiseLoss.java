package org.ranvier.models.loss;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ranvier.Tensor;

/**
 * A loss that compares output and target element by element. Both have one shape; a target of
 * integers or truth values is converted, and a target {@code [N]} fits an output {@code [N, 1]}.
 *
 * @param name how messages call it
 * @param each computes the loss of each element from output and target
 * @param reduction what becomes of them
 * @param prediction what an output says in the target's terms
 */
public record ElementwiseLoss(
        String name,
        BinaryOperator<Tensor> each,
        Reduction reduction,
        UnaryOperator<Tensor> prediction)
        implements Loss {
    /**
     * A loss averaged over all elements.
     *
     * @param name how messages call it
     * @param each computes the loss of each element from output and target
     */
    public ElementwiseLoss(String name, BinaryOperator<Tensor> each) {
        this(name, each, Reduction.MEAN, y -> y);
    }

    /**
     * With another reduction.
     *
     * @param other what becomes of the elements' losses
     * @return the loss
     */
    public ElementwiseLoss withReduction(Reduction other) {
        return new ElementwiseLoss(name, each, other, prediction);
    }

    /**
     * With another reading of outputs.
     *
     * @param reading what an output says in the target's terms
     * @return the loss
     */
    public ElementwiseLoss withPrediction(UnaryOperator<Tensor> reading) {
        return new ElementwiseLoss(name, each, reduction, reading);
    }

    /**
     * For classes as targets: each becomes a vector with {@code on} at its place and {@code off}
     * elsewhere. Soft targets as 0.15 and 0.85 keep logistic outputs from flat ends.
     *
     * @param off what the other classes' outputs should be
     * @param on what the class's output should be
     * @return the loss of outputs {@code [N, C]} and classes I32 {@code [N]}
     */
    public Loss ofClasses(double off, double on) {
        return (output, target) ->
                of(
                        output,
                        target.oneHot(output.size(-1)).to(output.dtype()).mul(on - off).add(off));
    }

    @Override
    public Tensor of(Tensor output, Tensor target) {
        Tensor t = target.to(output.dtype());
        boolean column =
                output.rank() == 2
                        && output.size(1) == 1
                        && t.shape().equals(output.shape().head(1));
        Tensor fitting = column ? t.unsqueeze(1) : t;
        if (!fitting.shape().equals(output.shape())) {
            throw new IllegalArgumentException(
                    name
                            + ": output "
                            + output.spec()
                            + " and target "
                            + target.spec()
                            + " differ in shape");
        }
        return reduction.apply(each.apply(output, fitting));
    }

    @Override
    public Tensor predict(Tensor output) {
        return prediction.apply(output);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
