package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * Cross-correlation, which deep learning calls convolution: inputs x {@code [N, C, d…]} and weight
 * {@code [O, C/groups, k…]}, output {@code [N, O, o…]} with {@code o = ⌊(d + padding −
 * dilation·(k−1) − 1)/stride⌋ + 1}.
 *
 * @param geometry windows and groups
 */
public record Conv(ConvGeometry geometry) implements Fused {
    @Override
    public String name() {
        return "conv" + geometry.axes() + "d";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        Shape x = in.get(0).shape();
        Shape weight = in.get(1).shape();
        geometry.check(this, in, x, weight);
        return List.of(in.get(0).withShape(geometry.output(this, in, x, weight)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Tensor weight = in.get(1);
        Shape out = outputs(List.of(x.spec(), weight.spec())).get(0).shape();
        Tensor product = geometry.weightMatrix(weight).matmul(geometry.columns(x));
        Shape split =
                Shape.of(geometry.groups(), weight.size(0) / geometry.groups(), x.size(0))
                        .concat(out.tail(geometry.axes()));
        return List.of(product.reshape(split).moveAxis(2, 0).reshape(out));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor x = b.in(0);
        Tensor weight = b.in(1);
        Tensor g = b.gradient(0);
        return Arrays.asList(
                b.needs(0) ? Conv.run(new ConvInputGradient(geometry, x.shape()), weight, g) : null,
                b.needs(1)
                        ? Conv.run(new ConvWeightGradient(geometry, weight.shape()), x, g)
                        : null);
    }

    static Tensor run(Op op, Tensor a, Tensor b) {
        return a.session().apply(op, List.of(a, b)).get(0);
    }
}
