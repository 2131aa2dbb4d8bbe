package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The gradient of {@link AveragePool}: input the gradient of the averages {@code [N, C, o…]},
 * output the gradient of x, to which each average gives the same share at all of its window.
 *
 * @param shape the shape of x {@code [N, C, d…]}
 * @param windows one for each spatial axis, one to three
 * @param countPadding whether padding counted in the divisor
 */
public record AveragePoolGradient(Shape shape, List<Window> windows, boolean countPadding)
        implements Fused {
    /** Copies the list. */
    public AveragePoolGradient {
        windows = List.copyOf(windows);
    }

    @Override
    public String name() {
        return "average_pool" + windows.size() + "d_gradient";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 1);
        Check.floating(this, in);
        List<TensorSpec> x = List.of(in.get(0).withShape(shape));
        Shape expected = AveragePool.outputShape(this, x, windows);
        Check.that(
                in.get(0).shape().equals(expected),
                this,
                in,
                "expected " + expected + ", the shape of the averages of " + shape);
        return x;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Shape spatial = shape.tail(windows.size());
        Tensor each = in.get(0).div(forward().divisors(in.get(0), spatial));
        long[] sizes = windows.stream().mapToLong(Window::size).toArray();
        Shape slid = each.shape().concat(Shape.of(sizes));
        for (int i = 0; i < sizes.length; i++) {
            each = each.unsqueeze(-1);
        }
        return List.of(Window.unslide(each.expand(slid), shape, windows));
    }

    private AveragePool forward() {
        return new AveragePool(windows, countPadding);
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Tensor g = b.gradient(0);
        return Collections.singletonList(g.session().apply(forward(), List.of(g)).get(0));
    }
}
