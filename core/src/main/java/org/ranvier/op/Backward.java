package org.ranvier.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Tensor;

/**
 * What a gradient rule is given.
 *
 * @param in the inputs of the operation
 * @param out its outputs
 * @param outGradients for each output its gradient, or null where nothing depends on it
 * @param needed for each input, whether its gradient is wanted
 */
public record Backward(
        List<Tensor> in,
        List<Tensor> out,
        List<@Nullable Tensor> outGradients,
        List<Boolean> needed) {
    /**
     * An input.
     *
     * @param index which
     * @return the input
     */
    public Tensor in(int index) {
        return in.get(index);
    }

    /**
     * An output.
     *
     * @param index which
     * @return the output
     */
    public Tensor out(int index) {
        return out.get(index);
    }

    /**
     * The gradient of an output, zeros if nothing depends on it.
     *
     * @param index which output
     * @return its gradient, of the output's shape and type
     */
    public Tensor gradient(int index) {
        Tensor gradient = outGradients.get(index);
        return gradient != null ? gradient : out.get(index).zerosLike();
    }

    /**
     * Whether an input's gradient is wanted; a rule may give null for one that is not.
     *
     * @param index which input
     * @return true if wanted
     */
    public boolean needs(int index) {
        return needed.get(index);
    }
}
