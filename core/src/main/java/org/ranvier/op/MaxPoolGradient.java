package org.ranvier.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link MaxPool}: inputs the gradient of the values {@code [N, C, o…]} and the
 * positions, output the gradient of x; windows that chose the same element add up.
 *
 * @param shape the shape of x {@code [N, C, d…]}
 */
public record MaxPoolGradient(Shape shape) implements Fused {
    @Override
    public String name() {
        return "max_pool_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 2);
        Check.type(this, in, 1, DType.I32);
        Check.that(
                in.get(0).shape().equals(in.get(1).shape()),
                this,
                in,
                "one position for each gradient is needed");
        Check.that(
                in.get(0).shape().rank() == shape.rank()
                        && in.get(0).shape().head(2).equals(shape.head(2)),
                this,
                in,
                "batch and channels must be those of " + shape);
        return List.of(in.get(0).withShape(shape));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor g = in.get(0).flatten(2, -1);
        Tensor zeros =
                g.session().full(g.dtype(), Shape.of(shape.size(0), shape.size(1), spatial()), 0);
        return List.of(zeros.scatterAdd(in.get(1).flatten(2, -1), g, 2).reshape(shape));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor positions = b.in(1);
        Tensor taken = b.gradient(0).flatten(2, -1).takeAlong(positions.flatten(2, -1), 2);
        return Arrays.asList(taken.reshape(positions.shape()), null);
    }

    private long spatial() {
        return shape.tail(shape.rank() - 2).elements();
    }
}
