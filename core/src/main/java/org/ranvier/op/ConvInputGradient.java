package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The adjoint of {@link Conv} in its input: inputs weight and the gradient of the output, output
 * the gradient of x. It is also the transposed convolution.
 *
 * @param geometry that of the convolution
 * @param shape the shape of x
 */
public record ConvInputGradient(ConvGeometry geometry, Shape shape) implements Fused {
    @Override
    public String name() {
        return "conv" + geometry.axes() + "d_input_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        Shape weight = in.get(0).shape();
        geometry.check(this, in, shape, weight);
        Shape expected = geometry.output(this, in, shape, weight);
        Check.that(
                in.get(1).shape().equals(expected),
                this,
                in,
                "the output's gradient must have shape " + expected);
        return List.of(in.get(0).withShape(shape));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor weight = geometry.weightMatrix(in.get(0));
        Tensor columns = weight.transpose().matmul(geometry.outputMatrix(in.get(1)));
        return List.of(geometry.fromColumns(columns, shape, in.get(1).shape()).contiguous());
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor weight = b.in(0);
        Tensor g = b.gradient(0);
        return Arrays.asList(
                b.needs(0)
                        ? Conv.run(new ConvWeightGradient(geometry, weight.shape()), g, b.in(1))
                        : null,
                b.needs(1) ? Conv.run(new Conv(geometry), g, weight) : null);
    }
}
