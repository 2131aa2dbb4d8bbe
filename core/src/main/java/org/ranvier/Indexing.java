package org.ranvier;

import java.util.Arrays;
import java.util.List;
import org.ranvier.op.Op;

/** Element-wise gather and scatter, expressed as gather and scatter along one flat axis. */
final class Indexing {
    private Indexing() {}

    static Tensor takeAlong(Tensor x, Tensor indices, int axis) {
        if (picksSlices(x, indices, axis)) {
            return x.take(line(indices, x.shape().axis(axis)), axis);
        }
        Tensor flat = flatPositions("takeAlong", x, indices, axis);
        return x.flatten().take(flat, 0);
    }

    static Tensor scatterAdd(Tensor x, Tensor indices, Tensor values, int axis) {
        if (!values.shape().equals(indices.shape())) {
            throw new IllegalArgumentException(
                    "scatterAdd: values "
                            + values.shape()
                            + " and indices "
                            + indices.shape()
                            + " must have the same shape");
        }
        if (picksSlices(x, indices, axis)) {
            int along = x.shape().axis(axis);
            Op op = new Op.ScatterAdd(along, x.size(along));
            List<Tensor> in = List.of(values, line(indices, along));
            return x.add(x.session().apply(op, in).get(0));
        }
        Tensor flat = flatPositions("scatterAdd", x, indices, axis);
        Op op = new Op.ScatterAdd(0, x.shape().elements());
        Tensor added = x.session().apply(op, List.of(values.flatten(), flat.flatten())).get(0);
        return x.add(added.reshape(x.shape()));
    }

    /** Whether the indices, as an expanded tensor, say the same for whole slices of x. */
    private static boolean picksSlices(Tensor x, Tensor indices, int axis) {
        int along = x.shape().axis(axis);
        boolean slices = x.rank() == indices.rank() && indices.shape().elements() > 0;
        for (int i = 0; slices && i < x.rank(); i++) {
            boolean same = indices.size(i) == 1 || indices.layout().stride(i) == 0;
            slices = i == along || same && indices.size(i) == x.size(i);
        }
        return slices;
    }

    /** The indices along an axis at the beginning of all others. */
    private static Tensor line(Tensor indices, int along) {
        Tensor line = indices;
        for (int i = indices.rank() - 1; i >= 0; i--) {
            line = i == along ? line : line.select(i, 0);
        }
        return line;
    }

    /** Orders the positions: those found first, then the others, each in ascending order. */
    static Tensor flatNonzero(Tensor x) {
        Session session = x.session();
        long elements = x.shape().elements();
        if (elements > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "flatNonzero: " + x.spec() + " has more than 2^31 − 1 elements");
        }
        if (elements == 0) {
            return session.full(DType.I32, Shape.of(0), 0);
        }
        try (Scope scope = session.scope("flatNonzero")) {
            Tensor found = x.detach().flatten().ne(0);
            Tensor upTo = found.to(DType.I32).cumSum(0);
            Tensor count = upTo.select(0, elements - 1);
            Tensor all = session.arange(elements);
            Tensor places = found.where(upTo.sub(1), all.sub(upTo).add(count));
            Op place = new Op.ScatterAdd(0, elements);
            Tensor positions = session.apply(place, List.of(all, places)).get(0);
            return scope.keep(positions.slice(0, 0, (long) count.item()).copy());
        }
    }

    /**
     * Σ over the axes of coordinate × stride in row-major order; out-of-range indices are found
     * here, by a gather.
     */
    private static Tensor flatPositions(String operation, Tensor x, Tensor indices, int axis) {
        int along = x.shape().axis(axis);
        checkShapes(operation, x, indices, along);
        Session session = x.session();
        Tensor checked = session.arange(x.size(along)).take(indices, 0);
        Tensor positions = null;
        long stride = 1;
        for (int i = x.rank() - 1; i >= 0; i--) {
            Shape line = onesExcept(x.rank(), i, indices.size(i));
            Tensor coordinate =
                    i == along ? checked : session.arange(indices.size(i)).reshape(line);
            Tensor part = coordinate.mul((double) stride);
            positions = positions == null ? part : positions.add(part);
            stride *= x.size(i);
        }
        return positions == null ? checked : positions.expand(indices.shape());
    }

    private static Shape onesExcept(int rank, int axis, long size) {
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[axis] = size;
        return Shape.of(sizes);
    }

    private static void checkShapes(String operation, Tensor x, Tensor indices, int along) {
        boolean fits = x.rank() == indices.rank() && x.shape().elements() <= Integer.MAX_VALUE;
        for (int i = 0; fits && i < x.rank(); i++) {
            fits = i == along || indices.size(i) <= x.size(i);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    operation
                            + ": indices "
                            + indices.shape()
                            + " need the rank of "
                            + x.shape()
                            + " and may be longer only along axis "
                            + along
                            + "; at most 2^31 − 1 elements");
        }
    }
}
