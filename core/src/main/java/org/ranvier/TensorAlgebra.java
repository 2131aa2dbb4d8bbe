package org.ranvier;

import java.util.List;
import org.ranvier.op.Op;

/** Products, running quantities, order and indexing. */
public sealed interface TensorAlgebra permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The matrix product, as NumPy's: of the last two axes, with leading axes broadcast as a batch;
     * a vector on the left is a row, on the right a column, and its axis disappears.
     *
     * @param other the right factor
     * @return the product
     * @throws IllegalArgumentException if shapes or types do not fit
     */
    default Tensor matmul(Tensor other) {
        return Products.matmul(self(), other);
    }

    /**
     * The running sum.
     *
     * @param axis the axis; negative counts from the end
     * @return a tensor of this shape
     */
    default Tensor cumSum(int axis) {
        return scan(Op.Recurrence.SUM, axis);
    }

    /**
     * The running product.
     *
     * @param axis the axis; negative counts from the end
     * @return a tensor of this shape
     */
    default Tensor cumProd(int axis) {
        return scan(Op.Recurrence.PROD, axis);
    }

    private Tensor scan(Op.Recurrence recurrence, int axis) {
        Tensor x = self();
        return x.session()
                .apply(new Op.Scan(recurrence, x.shape().axis(axis), false), List.of(x))
                .get(0);
    }

    /**
     * The linear recurrence {@code h_t = this_t · h_{t−1} + b_t} from {@code h = 0}.
     *
     * @param b what is added, of this shape
     * @param axis the axis along which time runs; negative counts from the end
     * @return all {@code h_t}
     */
    default Tensor linearScan(Tensor b, int axis) {
        Tensor a = self();
        return a.session()
                .apply(
                        new Op.Scan(Op.Recurrence.LINEAR, a.shape().axis(axis), false),
                        List.of(a, b))
                .get(0);
    }

    /**
     * The order that sorts along an axis; equal elements keep theirs, NaN is the largest.
     *
     * @param axis the axis; negative counts from the end
     * @param descending whether the largest comes first
     * @return I32 indices
     */
    default Tensor argSort(int axis, boolean descending) {
        Tensor x = self();
        return x.session()
                .apply(new Op.ArgSort(x.shape().axis(axis), descending), List.of(x))
                .get(0);
    }

    /**
     * The elements in order along an axis; NaN is the largest.
     *
     * @param axis the axis; negative counts from the end
     * @param descending whether the largest comes first
     * @return the sorted elements and where each came from
     */
    default ValuesAndIndices sort(int axis, boolean descending) {
        Tensor order = argSort(axis, descending);
        return new ValuesAndIndices(takeAlong(order, axis), order);
    }

    /**
     * The largest elements along an axis, in descending order; NaN is the largest.
     *
     * @param k how many
     * @param axis the axis; negative counts from the end
     * @return the elements and their indices
     */
    default ValuesAndIndices topK(long k, int axis) {
        Tensor x = self();
        if (k < 0 || k > x.size(axis)) {
            throw new IllegalArgumentException(
                    "topK: k = "
                            + k
                            + " of axis "
                            + axis
                            + " of shape "
                            + x.shape()
                            + "; expected 0 to "
                            + x.size(axis));
        }
        Tensor order = argSort(axis, true).slice(axis, 0, k);
        return new ValuesAndIndices(takeAlong(order, axis), order);
    }

    /**
     * Slices at given positions along an axis, as NumPy's {@code take}: the axis is replaced by the
     * axes of the indices.
     *
     * @param indices I32 of any shape; negative ones count from the end
     * @param axis the axis; negative counts from the end
     * @return the slices
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    default Tensor take(Tensor indices, int axis) {
        Tensor x = self();
        int at = x.shape().axis(axis);
        Tensor taken = x.session().apply(new Op.Gather(at), List.of(x, indices.flatten())).get(0);
        Shape shape =
                x.shape()
                        .head(at)
                        .concat(indices.shape())
                        .concat(x.shape().tail(x.rank() - at - 1));
        return taken.reshape(shape);
    }

    /**
     * One element for each index, as NumPy's {@code take_along_axis}: the index replaces the
     * position along an axis.
     *
     * @param indices I32 of this rank; the other axes are not longer than this tensor's
     * @param axis the axis; negative counts from the end
     * @return a tensor of the indices' shape
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    default Tensor takeAlong(Tensor indices, int axis) {
        return Indexing.takeAlong(self(), indices, axis);
    }

    /**
     * Adds values at places given by indices, the adjoint of {@link #takeAlong}.
     *
     * @param indices I32 of this rank; the other axes are not longer than this tensor's
     * @param values what is added, of the indices' shape
     * @param axis the axis; negative counts from the end
     * @return this tensor with the values added; equal indices add up
     */
    default Tensor scatterAdd(Tensor indices, Tensor values, int axis) {
        return Indexing.scatterAdd(self(), indices, values, axis);
    }

    /**
     * Truth values that mark an index: element {@code (…, c)} is true if this is {@code c}.
     *
     * @param classes size of the new last axis
     * @return BOOL; convert it with {@code to}
     */
    default Tensor oneHot(long classes) {
        Tensor x = self();
        return x.unsqueeze(-1).eq(x.session().arange(classes).to(x.dtype()));
    }

    /**
     * Where the elements are that are not 0, as NumPy's {@code flatnonzero}. Their number is read
     * from the device; no gradient passes.
     *
     * @return their positions in row-major order, I32 of rank 1
     */
    default Tensor flatNonzero() {
        return Indexing.flatNonzero(self());
    }
}
