package org.ranvier.models.sequence;

import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;
import org.ranvier.models.init.Init;

/** What layers of this package share. */
final class Sequences {
    private Sequences() {}

    static void checkSize(String what, long size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " " + size + "; expected at least 1");
        }
    }

    static void check(Layer layer, Context context, Tensor x, long size) {
        if (x.rank() != 3 || x.size(1) < 1 || x.size(2) != size) {
            String place = context.path().isEmpty() ? "" : " (layer " + context.path() + ")";
            throw new IllegalArgumentException(
                    layer
                            + place
                            + ": expected sequences [N, T, "
                            + size
                            + "] of at least one step, got an input of "
                            + x.spec());
        }
    }

    /** {@code x Wᵀ + b} with uniform weights of deviation {@code 1/√(3·units)}, as PyTorch's. */
    static Tensor affine(
            Context context, Tensor x, String weight, String bias, long rows, long units, Init b) {
        Tensor product = product(context, x, weight, rows, units);
        return product.add(context.parameter(bias, Shape.of(rows), b));
    }

    static Tensor product(Context context, Tensor x, String weight, long rows, long units) {
        return x.matmul(weight(context, weight, rows, x.size(-1), units).transpose());
    }

    static Tensor weight(Context context, String name, long rows, long columns, long units) {
        return context.parameter(name, Shape.of(rows, columns), uniform(units));
    }

    static Init uniform(long units) {
        double bound = 1 / Math.sqrt(units);
        return Init.uniform(-bound, bound);
    }
}
