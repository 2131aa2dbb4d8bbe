package org.ranvier.op;

import org.ranvier.Tensor;

/**
 * What takes the place of the slope of a step function when gradients pass through a spike (Neftci,
 * Mostafa and Zenke 2019). With x the distance from the threshold and a the sharpness:
 *
 * @param kind the curve
 * @param sharpness a, above 0
 */
public record Surrogate(Kind kind, double sharpness) {
    /** The curves. */
    public enum Kind {
        /** {@code 1/(1 + a|x|)²} (Zenke and Ganguli 2018). */
        FAST_SIGMOID,
        /** {@code (a/2)/(1 + (πax/2)²)}. */
        ARCTAN,
        /** {@code a·σ(ax)(1 − σ(ax))}. */
        SIGMOID,
        /** 1 everywhere. */
        STRAIGHT_THROUGH,
        /** {@code max(0, a − a²|x|)}. */
        TRIANGLE,
        /** {@code (a/2)·e^{−a|x|}}. */
        EXPONENTIAL,
        /** {@code a/√π·e^{−a²x²}}. */
        GAUSSIAN
    }

    /** Checks the sharpness. */
    public Surrogate {
        if (!(sharpness > 0)) {
            throw new IllegalArgumentException(
                    "surrogate: sharpness " + sharpness + "; expected above 0");
        }
    }

    /**
     * The curve's value.
     *
     * @param x the distance from the threshold
     * @return the slope, of the same shape
     */
    public Tensor slope(Tensor x) {
        double a = sharpness;
        return switch (kind) {
            case FAST_SIGMOID -> x.abs().mul(a).add(1).square().reciprocal();
            case ARCTAN -> x.mul(Math.PI * a / 2).square().add(1).reciprocal().mul(a / 2);
            // σ(−ax) is 1 − σ(ax), without its cancellation.
            case SIGMOID -> x.mul(a).sigmoid().mul(x.mul(-a).sigmoid()).mul(a);
            case STRAIGHT_THROUGH -> x.onesLike();
            case TRIANGLE -> x.abs().mul(-a * a).add(a).relu();
            case EXPONENTIAL -> x.abs().mul(-a).exp().mul(a / 2);
            case GAUSSIAN -> x.mul(a).square().neg().exp().mul(a / Math.sqrt(Math.PI));
        };
    }
}
