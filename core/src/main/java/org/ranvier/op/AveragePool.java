package org.ranvier.op;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.TensorSpec;

/**
 * The mean of each window over the spatial axes of x {@code [N, C, d…]}. The divisor counts the
 * input's elements, and the padding's if asked, never the overhang's. No window may hold nothing
 * but padding.
 *
 * @param windows one for each spatial axis, one to three
 * @param countPadding whether padding counts in the divisor
 */
public record AveragePool(List<Window> windows, boolean countPadding) implements Fused {
    /** Copies the list. */
    public AveragePool {
        windows = List.copyOf(windows);
    }

    @Override
    public String name() {
        return "average_pool" + windows.size() + "d";
    }

    @Override
    public List<TensorSpec> outputs(List<TensorSpec> in) {
        Check.count(this, in, 1);
        Check.floating(this, in);
        return List.of(in.get(0).withShape(outputShape(this, in, windows)));
    }

    static Shape outputShape(Op op, List<TensorSpec> in, List<Window> windows) {
        Shape x = in.get(0).shape();
        Check.that(
                x.rank() == windows.size() + 2 && windows.size() <= 3,
                op,
                in,
                "expected x of [N, C, …] with " + windows.size() + " spatial axes, at most 3");
        Shape out = Window.outputShape(x, x.size(1), windows);
        Check.that(out != null, op, in, "a window is larger than the padded input");
        for (int i = 0; i < windows.size(); i++) {
            Check.that(
                    !windows.get(i).missesInput(x.size(2 + i)),
                    op,
                    in,
                    windows.get(i) + " along axis " + (2 + i) + " holds nothing but padding");
        }
        return Objects.requireNonNull(out);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> in) {
        Tensor x = in.get(0);
        Shape spatial = x.shape().tail(windows.size());
        return List.of(sums(Window.pad(x, windows, 0)).div(divisors(x, spatial)));
    }

    /** The divisor of each output, {@code [1, 1, o…]}, for spatial axes of an input. */
    Tensor divisors(Tensor like, Shape spatial) {
        Shape shape = Shape.of(1, 1).concat(spatial);
        Tensor counted = like.session().full(like.dtype(), shape, 1);
        if (!countPadding) {
            return sums(Window.pad(counted, windows, 0));
        }
        for (int i = 0; i < windows.size(); i++) {
            Window w = windows.get(i);
            counted = counted.pad(2 + i, w.before(), w.after(), 1);
        }
        for (int i = 0; i < windows.size(); i++) {
            counted = counted.pad(2 + i, 0, windows.get(i).overhang(), 0);
        }
        return sums(counted);
    }

    @Override
    public boolean statesGradient() {
        return true;
    }

    @Override
    public @Nullable List<@Nullable Tensor> gradient(Backward b) {
        Op op = new AveragePoolGradient(b.in(0).shape(), windows, countPadding);
        Tensor g = b.gradient(0);
        return Collections.singletonList(g.session().apply(op, List.of(g)).get(0));
    }

    private Tensor sums(Tensor padded) {
        Tensor slid = Window.slide(padded, windows);
        int first = slid.rank() - windows.size();
        return slid.sum(IntStream.range(first, slid.rank()).toArray());
    }
}
