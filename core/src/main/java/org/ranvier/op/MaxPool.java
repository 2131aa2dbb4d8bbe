package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The largest element of each window over the spatial axes of x {@code [N, C, d…]}; padding is −∞,
 * NaN wins, of equal ones the first. Outputs the values {@code [N, C, o…]} and I32 positions of the
 * same shape, row-major over {@code d…}. No window may hold nothing but padding.
 *
 * @param windows one for each spatial axis, one to three
 */
public record MaxPool(List<Window> windows) implements Fused {
    /** Copies the list. */
    public MaxPool {
        windows = List.copyOf(windows);
    }

    @Override
    public String name() {
        return "max_pool" + windows.size() + "d";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 1);
        Check.floating(this, in);
        Shape out = AveragePool.outputShape(this, in, windows);
        return List.of(in.get(0).withShape(out), new TensorSpec(DType.I32, out));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        int r = windows.size();
        Tensor slid = Window.slide(Window.pad(x, windows, Double.NEGATIVE_INFINITY), windows);
        Tensor values = slid.flatten(slid.rank() - r, -1);
        Tensor best = values.argMax(-1).unsqueeze(-1);
        Shape spatial = x.shape().tail(r);
        Tensor positions =
                x.session().arange(spatial.elements()).reshape(Shape.of(1, 1).concat(spatial));
        Tensor places = Window.slide(Window.pad(positions, windows, -1), windows);
        Tensor flatPlaces = places.flatten(places.rank() - r, -1);
        Tensor chosen = flatPlaces.expand(values.shape()).takeAlong(best, -1).squeeze(-1);
        Tensor never = positions.session().full(DType.I32, Shape.SCALAR, Integer.MAX_VALUE);
        // Padding is only chosen where all is −∞; the first element of the input stands for it.
        Tensor inside = flatPlaces.lt(0).where(never, flatPlaces);
        return List.of(
                values.takeAlong(best, -1).squeeze(-1), chosen.lt(0).where(inside.min(-1), chosen));
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Op op = new MaxPoolGradient(b.in(0).shape());
        return Collections.singletonList(Conv.run(op, b.gradient(0), b.out(1)));
    }
}
