package org.ranvier.models.layers;

import org.ranvier.Tensor;

/** A maximum whose gradient goes to the first of equal elements. */
final class First {
    private First() {}

    /** The largest element along an axis, which stays with size 1. */
    static Tensor max(Tensor x, int axis) {
        return x.takeAlong(x.argMax(axis).unsqueeze(axis), axis);
    }
}
