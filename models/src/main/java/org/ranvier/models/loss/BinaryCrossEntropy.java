package org.ranvier.models.loss;

import org.ranvier.Shape;
import org.ranvier.Tensor;

/** The two forms of the binary cross-entropy, and the logarithm that they hold above −100. */
final class BinaryCrossEntropy {
    private static final double LEAST_LOG = -100;

    private BinaryCrossEntropy() {}

    static Tensor ofProbabilities(Tensor p, Tensor t) {
        Tensor other = p.rsub(1);
        Tensor yes = t.mul(heldLog(p));
        Tensor no = t.rsub(1).mul(heldLog(other));
        return yes.add(no).neg();
    }

    /**
     * Two softplus rather than one and a difference, which would cancel where the loss is small.
     */
    static Tensor ofLogits(Tensor x, Tensor t, double positiveWeight) {
        Tensor yes = t.mul(x.neg().softplus()).mul(positiveWeight);
        return yes.add(t.rsub(1).mul(x.softplus()));
    }

    /** {@code max(ln p, −100)} whose gradient at 0 is 0 and not NaN. */
    static Tensor heldLog(Tensor p) {
        Tensor held = p.abs().le(Math.exp(LEAST_LOG));
        Tensor least = p.session().full(p.dtype(), Shape.SCALAR, LEAST_LOG);
        return held.where(least, held.where(p.onesLike(), p).log());
    }
}
