package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link Unary#GELU} or {@link Unary#GELU_TANH}. Inputs: the function's argument
 * and the gradient of its value, of one shape. Output: the gradient of the argument.
 *
 * @param function one of these
 */
public record GeluGradient(Unary function) implements Fused {
    private static final double ONE_OVER_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
    private static final double SCALE = Math.sqrt(8 / Math.PI);
    private static final double CUBIC = 0.044715;

    /** Refuses other functions. */
    public GeluGradient {
        if (function != Unary.GELU && function != Unary.GELU_TANH) {
            throw new IllegalArgumentException(
                    "gelu_gradient: of " + function + "; expected GELU or GELU_TANH");
        }
    }

    @Override
    public String name() {
        return Check.lower(function) + "_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        Check.floating(this, in);
        Check.sameShape(this, in);
        return List.of(in.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Tensor slope = function == Unary.GELU ? exact(x) : approximate(x);
        return List.of(in.get(1).mul(slope));
    }

    /** {@code Φ(x) + x·φ(x)}. */
    private static Tensor exact(Tensor x) {
        Tensor cdf = x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
        Tensor density = x.square().mul(-0.5).exp().mul(ONE_OVER_SQRT_2PI);
        return cdf.add(x.mul(density));
    }

    /** {@code s + x·s·(1 − s)·u′} for {@code s = sigmoid(u)}. */
    private static Tensor approximate(Tensor x) {
        Tensor square = x.square();
        Tensor u = square.mul(SCALE * CUBIC).add(SCALE).mul(x);
        Tensor s = u.sigmoid();
        Tensor rise = square.mul(3 * SCALE * CUBIC).add(SCALE).mul(x);
        return s.add(s.mul(s.rsub(1)).mul(rise));
    }
}
