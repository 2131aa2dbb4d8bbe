package org.ranvier.models.layers;

import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.Context;
import org.ranvier.models.Layer;

/** What layers over {@code [N, C, d…]} share. */
final class Channels {
    private Channels() {}

    static void check(String what, long in, long out, long groups) {
        if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    what
                            + ": channels "
                            + in
                            + " and "
                            + out
                            + " with groups "
                            + groups
                            + "; expected numbers of at least 1, the channels divisible by groups");
        }
    }

    static void checkInput(Layer layer, Context context, Tensor x, long channels, int axes) {
        if (x.rank() != axes + 2 || x.size(1) != channels) {
            throw Fit.wrong(
                    layer, context, x, "[N, " + channels + ", …] with " + axes + " spatial axes");
        }
    }

    static void checkRank(Layer layer, Context context, Tensor x, int axes) {
        if (x.rank() != axes + 2) {
            throw Fit.wrong(layer, context, x, "[N, C, …] with " + axes + " spatial axes");
        }
    }

    /** A vector over channels, shaped to broadcast against {@code [N, C, d…]}. */
    static Tensor spread(Tensor vector, Tensor x) {
        Shape shape = vector.shape();
        for (int i = 2; i < x.rank(); i++) {
            shape = shape.insert(-1, 1);
        }
        return vector.reshape(shape);
    }
}
