package org.ranvier.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Backward;
import org.ranvier.op.Op;

/**
 * Gradients of what joins or accumulates elements. No rule divides by an element, so zeros are
 * harmless.
 */
final class ReductionGradients {
    private ReductionGradients() {}

    static @Nullable Tensor reduce(Op.Reduce op, Tensor x, Tensor y, Tensor g) {
        if (!x.dtype().isFloating()) {
            return null;
        }
        int[] axes = op.axes().stream().mapToInt(i -> i).toArray();
        Shape kept = x.shape().reduce(axes, true);
        Tensor spread = g.reshape(kept).expand(x.shape());
        return switch (op.function()) {
            case SUM -> spread;
            case PROD -> spread.mul(productOfOthers(x, axes));
            case MAX, MIN -> {
                Tensor extreme = x.eq(y.reshape(kept)).to(x.dtype());
                Tensor share = extreme.div(extreme.sum(axes).reshape(kept));
                yield spread.mul(share.isNaN().where(share.zerosLike(), share));
            }
        };
    }

    /**
     * For every element the product of all others it was multiplied with: what is before it times
     * what is behind.
     */
    private static Tensor productOfOthers(Tensor x, int[] axes) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            int axis = i;
            if (Arrays.stream(axes).noneMatch(a -> a == axis)) {
                order.add(i);
            }
        }
        Arrays.stream(axes).forEach(order::add);
        int[] permutation = order.stream().mapToInt(i -> i).toArray();
        Tensor moved = x.permute(permutation);
        Tensor line = moved.flatten(x.rank() - axes.length, -1);
        Tensor others = before(line, false).mul(before(line, true));
        int[] inverse = new int[permutation.length];
        for (int i = 0; i < permutation.length; i++) {
            inverse[permutation[i]] = i;
        }
        return others.reshape(moved.shape()).permute(inverse);
    }

    /** The running product along the last axis, without the element itself. */
    private static Tensor before(Tensor x, boolean reverse) {
        int last = x.rank() - 1;
        return shift(
                GradientTable.apply(new Op.Scan(Op.Recurrence.PROD, last, reverse), x),
                last,
                reverse,
                1);
    }

    /**
     * Every element moved one place along the direction of running; {@code value} enters at its
     * beginning.
     */
    private static Tensor shift(Tensor x, int axis, boolean reverse, double value) {
        long size = x.size(axis);
        if (size == 0) {
            return x;
        }
        return reverse
                ? x.slice(axis, 1, size).pad(axis, 0, 1, value)
                : x.slice(axis, 0, size - 1).pad(axis, 1, 0, value);
    }

    /**
     * What reaches step t from the gradients of all later ones: {@code r_t = g_t +
     * a_{t+1}·r_{t+1}}, a linear recurrence that runs against the direction of the operation.
     */
    private static Tensor collect(Tensor a, Tensor g, Op.Scan op) {
        Tensor next = shift(a, op.axis(), !op.reverse(), 0);
        return GradientTable.apply(
                new Op.Scan(Op.Recurrence.LINEAR, op.axis(), !op.reverse()), next, g);
    }

    static List<@Nullable Tensor> scan(Op.Scan op, Backward b) {
        Tensor g = b.gradient(0);
        return switch (op.recurrence()) {
            case SUM ->
                    GradientTable.one(
                            GradientTable.apply(
                                    new Op.Scan(Op.Recurrence.SUM, op.axis(), !op.reverse()), g));
            case PROD -> {
                Tensor previous = shift(b.out(0), op.axis(), op.reverse(), 1);
                yield GradientTable.one(previous.mul(collect(b.in(0), g, op)));
            }
            case LINEAR -> {
                Tensor reached = collect(b.in(0), g, op);
                Tensor previous = shift(b.out(0), op.axis(), op.reverse(), 0);
                yield Arrays.asList(b.needs(0) ? reached.mul(previous) : null, reached);
            }
        };
    }
}
