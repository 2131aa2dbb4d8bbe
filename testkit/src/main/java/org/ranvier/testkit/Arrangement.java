package org.ranvier.testkit;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** Ways in which the elements of a tensor may lie in memory: a view of a base. */
enum Arrangement {
    /** In row-major order from the beginning of the buffer. */
    CONTIGUOUS(x -> x, (base, shape) -> base),
    /** In row-major order, but beginning one element behind the beginning. */
    SHIFTED(
            x -> x.flatten().pad(0, 1, 2, 1),
            (base, shape) -> base.slice(0, 1, 1 + shape.elements()).reshape(shape)),
    /** A part of something longer along the last axis. */
    SLICED(
            x -> onAxes(x).pad(-1, 3, 2, 1),
            (base, shape) -> base.slice(-1, 3, base.size(-1) - 2).reshape(shape)),
    /** In row-major order, with a gap behind each element. */
    STEPPED(
            x -> x.session().stack(1, List.of(x.flatten(), x.onesLike().flatten())),
            (base, shape) -> base.select(1, 0).reshape(shape)),
    /** In column-major order. */
    TRANSPOSED(x -> reversed(x).copy(), (base, shape) -> reversed(base)),
    /** In reverse order: all strides negative. */
    FLIPPED(x -> x.flip().copy(), (base, shape) -> base.flip()),
    /** What is first along the first axis stands for all: stride 0. */
    REPEATED(x -> onAxes(x).slice(0, 0, 1).copy(), Arrangement::repeat),
    /** What is first along the last axis stands for all. */
    REPEATED_INSIDE(x -> onAxes(x).slice(-1, 0, 1).copy(), Arrangement::repeat);

    private final UnaryOperator<Tensor> base;
    private final BiFunction<Tensor, Shape, Tensor> view;

    Arrangement(UnaryOperator<Tensor> base, BiFunction<Tensor, Shape, Tensor> view) {
        this.base = base;
        this.view = view;
    }

    /** What is viewed, holding the elements of a contiguous tensor; a repetition drops some. */
    Tensor base(Tensor x) {
        return base.apply(x);
    }

    /** The view of the base that has the given shape. */
    Tensor view(Tensor base, Shape shape) {
        return view.apply(base, shape);
    }

    /** The elements of a contiguous tensor so arranged. */
    Tensor arrange(Tensor x) {
        return view(base(x), x.shape());
    }

    /** Whether an operation may write into it. */
    boolean isWritable() {
        return this != REPEATED && this != REPEATED_INSIDE;
    }

    private static Tensor onAxes(Tensor x) {
        return x.rank() == 0 ? x.unsqueeze(0) : x;
    }

    private static Tensor repeat(Tensor base, Shape shape) {
        return shape.rank() == 0 ? base.reshape(shape) : base.expand(shape);
    }

    private static Tensor reversed(Tensor x) {
        return x.permute(IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray());
    }
}
