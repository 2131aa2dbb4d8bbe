package org.ranvier.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Backward;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;
import org.ranvier.op.Region;

/** Gradients of what moves elements: they move back. */
final class MovementGradients {
    private MovementGradients() {}

    static List<@Nullable Tensor> pullback(Session session, Movement movement, Backward b) {
        Tensor g = b.gradient(0);
        return switch (movement) {
            case Movement.Split split -> GradientTable.one(together(session, split, b));
            case Movement.Reshape reshape -> GradientTable.one(g.reshape(b.in(0).shape()));
            case Movement.Permute permute -> GradientTable.one(g.permute(inverse(permute.order())));
            case Movement.Expand expand -> GradientTable.one(sumTo(g, b.in(0).shape()));
            case Movement.Slice slice ->
                    GradientTable.one(g.placeIn(b.in(0).shape(), slice.region(), 0));
            case Movement.Unfold unfold -> {
                long length = b.in(0).size(unfold.axis());
                Op fold = new Op.Fold(unfold.axis(), length, unfold.step(), unfold.dilation());
                yield GradientTable.one(GradientTable.apply(fold, g));
            }
            case Movement.Diagonal diagonal -> GradientTable.one(onDiagonal(session, diagonal, g));
            case Movement.Assemble assemble -> parts(assemble, b, g);
        };
    }

    private static Tensor together(Session session, Movement.Split split, Backward b) {
        List<Tensor> pieces = new ArrayList<>();
        for (int i = 0; i < split.sizes().size(); i++) {
            pieces.add(b.gradient(i));
        }
        return session.concat(split.axis(), pieces);
    }

    private static int[] inverse(List<Integer> order) {
        int[] inverse = new int[order.size()];
        IntStream.range(0, inverse.length).forEach(i -> inverse[order.get(i)] = i);
        return inverse;
    }

    /** Sums over what broadcasting repeated. */
    static Tensor sumTo(Tensor g, Shape shape) {
        int lead = g.rank() - shape.rank();
        int[] repeated =
                IntStream.range(0, g.rank())
                        .filter(i -> i < lead || shape.size(i - lead) == 1 && g.size(i) != 1)
                        .toArray();
        return repeated.length == 0 ? g.reshape(shape) : g.sum(repeated).reshape(shape);
    }

    private static Tensor onDiagonal(Session session, Movement.Diagonal diagonal, Tensor g) {
        long size = g.size(-1);
        Tensor spread = g.unsqueeze(-1).mul(session.eye(g.dtype(), size));
        int first = Math.min(diagonal.first(), diagonal.second());
        int second = Math.max(diagonal.first(), diagonal.second());
        return spread.moveAxis(-2, first).moveAxis(-1, second);
    }

    private static List<@Nullable Tensor> parts(Movement.Assemble assemble, Backward b, Tensor g) {
        List<@Nullable Tensor> gradients = new ArrayList<>();
        List<Region> regions = assemble.regions();
        for (int i = 0; i < regions.size(); i++) {
            if (!b.needs(i)) {
                gradients.add(null);
                continue;
            }
            Tensor visible = g;
            for (Region later : regions.subList(i + 1, regions.size())) {
                if (overlap(regions.get(i), later)) {
                    visible =
                            visible.withSlice(later, g.session().full(g.dtype(), later.size(), 0));
                }
            }
            gradients.add(visible.slice(regions.get(i)));
        }
        return gradients;
    }

    /** Whether the boxes around two regions meet; taking it for overlap costs time at most. */
    private static boolean overlap(Region a, Region b) {
        for (int i = 0; i < a.start().size(); i++) {
            if (high(a, i) < low(b, i) || high(b, i) < low(a, i)) {
                return false;
            }
        }
        return true;
    }

    private static long low(Region r, int axis) {
        return Math.min(r.start().get(axis), last(r, axis));
    }

    private static long high(Region r, int axis) {
        return Math.max(r.start().get(axis), last(r, axis));
    }

    private static long last(Region r, int axis) {
        return r.start().get(axis) + Math.max(0, r.size().size(axis) - 1) * r.step().get(axis);
    }
}
