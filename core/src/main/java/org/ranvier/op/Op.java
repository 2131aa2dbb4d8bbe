package org.ranvier.op;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;

/**
 * An operation, as data: what a backend executes. The records here are the primitives; a {@link
 * Fused} operation is made of them and may have a kernel of its own; a {@link CustomOp} is the
 * user's.
 *
 * <p>An operation knows the outputs that follow from its inputs, and refuses inputs that do not
 * fit.
 */
public sealed interface Op permits Op.Primitive, Fused, CustomOp {
    /**
     * The outputs that follow from inputs.
     *
     * @param in what is known of the inputs
     * @return what is known of the outputs
     * @throws IllegalArgumentException if the inputs do not fit, naming operation, shapes and types
     */
    List<TensorSpec> outputs(List<TensorSpec> in);

    /**
     * The name in messages and traces.
     *
     * @return a short lower-case name
     */
    String name();

    /**
     * Whether inputs may have any layout. Otherwise they are made contiguous before a backend sees
     * them.
     *
     * @return true if any strides and offset will do
     */
    default boolean takesAnyLayout() {
        return false;
    }

    /** The operations every backend has. */
    sealed interface Primitive extends Op {}

    /**
     * Every element is one value.
     *
     * @param spec the output
     * @param value the value; a truth value is 0 or 1
     */
    record Fill(TensorSpec spec, double value) implements Primitive {
        @Override
        public String name() {
            return "fill";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 0);
            return List.of(spec);
        }
    }

    /**
     * Copies, converting the type. To I32 rounds towards 0 and saturates, NaN gives 0; to BOOL is
     * {@code ≠ 0}.
     *
     * @param type the output's type
     */
    record Copy(DType type) implements Primitive {
        @Override
        public String name() {
            return "copy";
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            return List.of(in.get(0).withDType(type));
        }
    }

    /**
     * A function of each element.
     *
     * @param function the function
     */
    record Map(Unary function) implements Primitive {
        @Override
        public String name() {
            return Check.lower(function);
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            DType type = in.get(0).dtype();
            Check.defined(function.accepts(type), this, in);
            return List.of(in.get(0).withDType(function.result(type)));
        }
    }

    /**
     * A function of two equally shaped tensors, element by element. Broadcasting was done by views.
     *
     * @param function the function
     */
    record Zip(Binary function) implements Primitive {
        @Override
        public String name() {
            return Check.lower(function);
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 2);
            DType type = Check.sameType(this, in);
            Check.defined(function.accepts(type), this, in);
            Check.sameShape(this, in);
            return List.of(in.get(0).withDType(function.result(type)));
        }
    }

    /**
     * Takes from the second input where the first is true, from the third elsewhere; all of one
     * shape.
     */
    record Select() implements Primitive {
        @Override
        public String name() {
            return "where";
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 3);
            Check.type(this, in, 0, DType.BOOL);
            Check.sameShape(this, in);
            Check.that(
                    in.get(1).dtype() == in.get(2).dtype(),
                    this,
                    in,
                    "the two sources differ in type");
            return List.of(in.get(1));
        }
    }

    /**
     * Joins the elements along axes; the axes disappear.
     *
     * @param function how
     * @param axes which, ascending
     */
    record Reduce(Reduction function, List<Integer> axes) implements Primitive {
        /** Copies the list. */
        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public String name() {
            return Check.lower(function);
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            TensorSpec x = in.get(0);
            boolean extreme = function == Reduction.MAX || function == Reduction.MIN;
            Check.that(
                    extreme || x.dtype() != DType.BOOL,
                    this,
                    in,
                    "not defined on BOOL; convert with to(DType)");
            Shape out = x.shape().reduce(axes.stream().mapToInt(i -> i).toArray(), false);
            boolean nothing = x.shape().elements() == 0 && out.elements() > 0;
            Check.that(
                    !(extreme && nothing && x.dtype() != DType.BOOL),
                    this,
                    in,
                    "an empty tensor has no extreme value");
            return List.of(x.withShape(out));
        }
    }

    /**
     * The position of the first largest or smallest element along an axis, which disappears. NaN
     * counts as the extreme.
     *
     * @param largest whether the largest is sought
     * @param axis the axis
     */
    record ArgReduce(boolean largest, int axis) implements Primitive {
        @Override
        public String name() {
            return largest ? "argmax" : "argmin";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            TensorSpec x = in.get(0);
            Shape out = x.shape().without(axis);
            Check.that(
                    x.shape().size(axis) > 0 || out.elements() == 0,
                    this,
                    in,
                    "axis " + axis + " has no elements");
            return List.of(new TensorSpec(DType.I32, out));
        }
    }

    /**
     * The matrix product of the last two axes; the leading axes, a batch, are equal in both. F32
     * and F64.
     */
    record MatMul() implements Primitive {
        @Override
        public String name() {
            return "matmul";
        }

        @Override
        public boolean takesAnyLayout() {
            return true;
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 2);
            Check.floating(this, in);
            Shape a = in.get(0).shape();
            Shape b = in.get(1).shape();
            Check.that(
                    a.rank() >= 2 && a.rank() == b.rank(),
                    this,
                    in,
                    "expected two matrices or equal batches");
            int r = a.rank();
            if (a.size(-1) != b.size(-2)) {
                Check.that(
                        false,
                        this,
                        in,
                        "inner sizes differ (" + a.size(-1) + " ≠ " + b.size(-2) + ")");
            }
            Check.that(a.head(r - 2).equals(b.head(r - 2)), this, in, "batches differ");
            return List.of(in.get(0).withShape(a.with(-1, b.size(-1))));
        }
    }

    /**
     * Takes slices along an axis at given positions: input {@code x} and I32 {@code indices} of
     * rank 1; the axis then has the length of the indices. Positions are in range when a backend
     * sees them, or it throws {@link IndexOutOfBoundsException}; negative ones count from the end.
     *
     * @param axis the axis
     */
    record Gather(int axis) implements Primitive {
        @Override
        public String name() {
            return "gather";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 2);
            Check.indices(this, in);
            TensorSpec x = in.get(0);
            long count = in.get(1).shape().size(0);
            if (x.shape().size(axis) == 0 && count > 0) {
                throw new IndexOutOfBoundsException(
                        "gather: axis " + axis + " of " + x + " has no elements");
            }
            return List.of(x.withShape(x.shape().with(axis, count)));
        }
    }

    /**
     * The adjoint of {@link Gather}: adds slices of {@code updates} at positions given by I32
     * {@code indices} into zeros. Equal positions are added in ascending order of the updates, so
     * the result is deterministic.
     *
     * @param axis the axis
     * @param length the output's size along the axis
     */
    record ScatterAdd(int axis, long length) implements Primitive {
        @Override
        public String name() {
            return "scatter_add";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 2);
            Check.indices(this, in);
            TensorSpec x = in.get(0);
            Check.that(x.dtype() != DType.BOOL, this, in, "not defined on BOOL");
            Check.that(
                    x.shape().size(axis) == in.get(1).shape().size(0),
                    this,
                    in,
                    "as many indices as updates along axis " + axis + " are needed");
            return List.of(x.withShape(x.shape().with(axis, length)));
        }
    }

    /**
     * The adjoint of sliding windows ({@link Layout#unfold}): adds windows into the sequence they
     * were cut from. The input's {@code axis} counts windows, its last axis runs inside a window.
     *
     * @param axis the axis, before the last
     * @param length the output's size along it
     * @param step distance of windows
     * @param dilation distance of elements in a window
     */
    record Fold(int axis, long length, long step, long dilation) implements Primitive {
        @Override
        public String name() {
            return "fold";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            Shape x = in.get(0).shape();
            Check.that(in.get(0).dtype() != DType.BOOL, this, in, "not defined on BOOL");
            Check.that(
                    x.rank() >= 2 && axis < x.rank() - 1,
                    this,
                    in,
                    "the last axis runs inside the windows");
            Check.that(
                    x.size(axis) == Layout.windows(length, x.size(-1), step, dilation),
                    this,
                    in,
                    "axis "
                            + axis
                            + " should count "
                            + Layout.windows(length, x.size(-1), step, dilation)
                            + " windows");
            return List.of(in.get(0).withShape(x.without(-1).with(axis, length)));
        }
    }

    /** Which running quantity a {@link Scan} keeps. */
    enum Recurrence {
        /** {@code h ← h + x}. */
        SUM,
        /** {@code h ← h·x}. */
        PROD,
        /** {@code h ← a·h + b} from 0, of two inputs a and b. */
        LINEAR
    }

    /**
     * A running quantity along an axis, all intermediate values.
     *
     * @param recurrence which
     * @param axis the axis
     * @param reverse whether it runs from the last element to the first
     */
    record Scan(Recurrence recurrence, int axis, boolean reverse) implements Primitive {
        @Override
        public String name() {
            return "scan_" + Check.lower(recurrence);
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, recurrence == Recurrence.LINEAR ? 2 : 1);
            Check.that(
                    in.get(0).dtype() != DType.BOOL,
                    this,
                    in,
                    "not defined on BOOL; convert with to(DType)");
            Check.sameType(this, in);
            Check.sameShape(this, in);
            return List.of(in.get(0));
        }
    }

    /**
     * The order that sorts along an axis: stable, NaN as the largest.
     *
     * @param axis the axis
     * @param descending whether the largest comes first
     */
    record ArgSort(int axis, boolean descending) implements Primitive {
        @Override
        public String name() {
            return "argsort";
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 1);
            return List.of(in.get(0).withDType(DType.I32));
        }
    }

    /**
     * Random numbers: element {@code i} of the output comes from position {@code offset + i} of the
     * stream of {@code seed}, see {@link org.ranvier.random.Philox}.
     *
     * @param distribution what they are drawn from
     * @param spec the output: F32 or F64, for {@link Distribution#BITS} I32
     * @param seed the key of the stream
     * @param offset the position of the first number, a multiple of 4
     */
    record Random(Distribution distribution, TensorSpec spec, long seed, long offset)
            implements Primitive {
        @Override
        public String name() {
            return "random_" + Check.lower(distribution);
        }

        @Override
        public List<TensorSpec> outputs(List<TensorSpec> in) {
            Check.count(this, in, 0);
            boolean fits =
                    distribution == Distribution.BITS
                            ? spec.dtype() == DType.I32
                            : spec.dtype().isFloating();
            Check.that(fits, this, in, "cannot draw " + spec.dtype());
            Check.that((offset & 3) == 0, this, in, "offset " + offset + " is not a multiple of 4");
            return List.of(spec);
        }
    }
}
