package org.ranvier.kernels;

import java.util.ArrayList;
import java.util.List;
import org.ranvier.Layout;
import org.ranvier.Shape;

/**
 * The shape of sums of products {@code y[batch, row, column] = Σ a[batch, row, k] b[batch, k,
 * column]}, in which a row, a column, a batch and k may each run over several axes. Products of
 * matrices and all convolutions are of this form; only the strides differ.
 *
 * @param rows strides of a and y
 * @param columns strides of b and y
 * @param inner strides of a and b
 * @param batches strides of a, b and y
 */
record Contraction(View rows, View columns, View inner, View batches) {
    /** Axes with their strides in some tensors, put together one by one. */
    static final class Axes {
        private final List<long[]> axes = new ArrayList<>();
        private final List<Long> sizes = new ArrayList<>();

        /** Adds an axis inside those so far. */
        Axes add(long size, long... strides) {
            sizes.add(size);
            axes.add(strides);
            return this;
        }

        private Layout[] layouts(int tensors) {
            Shape shape = Shape.of(sizes.stream().mapToLong(size -> size).toArray());
            Layout[] layouts = new Layout[tensors];
            for (int i = 0; i < tensors; i++) {
                int tensor = i;
                long[] strides = axes.stream().mapToLong(axis -> axis[tensor]).toArray();
                layouts[i] = new Layout(shape, strides, 0);
            }
            return layouts;
        }

        /** Of two tensors. */
        View few() {
            return View.ofFew(layouts(2));
        }

        /** Of a, b and y. */
        View batches() {
            return View.inOrder(layouts(3));
        }
    }
}
