package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The adjoint of {@link Conv} in its weight: inputs x and the gradient of the output, output the
 * gradient of the weight.
 *
 * @param geometry that of the convolution
 * @param shape the shape of the weight
 */
public record ConvWeightGradient(ConvGeometry geometry, Shape shape) implements Fused {
    @Override
    public String name() {
        return "conv" + geometry.axes() + "d_weight_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        Shape x = in.get(0).shape();
        geometry.check(this, in, x, shape);
        Shape expected = geometry.output(this, in, x, shape);
        Check.that(
                in.get(1).shape().equals(expected),
                this,
                in,
                "the output's gradient must have shape " + expected);
        return List.of(in.get(0).withShape(shape));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor columns = geometry.columns(in.get(0));
        return List.of(geometry.outputMatrix(in.get(1)).matmul(columns.transpose()).reshape(shape));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor x = b.in(0);
        Tensor g = b.gradient(0);
        return Arrays.asList(
                b.needs(0)
                        ? Conv.run(new ConvInputGradient(geometry, x.shape()), g, b.in(1))
                        : null,
                b.needs(1) ? Conv.run(new Conv(geometry), x, g) : null);
    }
}
