package org.ranvier.op;

import java.util.List;
import org.ranvier.Tensor;

/**
 * How the gates of a Hodgkin–Huxley membrane open and close: {@code dx/dt = α(V)(1−x) − β(V)x}.
 *
 * @param m sodium, activation
 * @param h sodium, inactivation
 * @param n potassium
 */
public record Kinetics(Gate m, Gate h, Gate n) {
    /** The squid's giant axon at 6.3 °C (Hodgkin and Huxley 1952), with the rest at −65 mV. */
    public static final Kinetics SQUID =
            new Kinetics(
                    new Gate(
                            new Rate(Form.RAMP, 1, -40, 10),
                            new Rate(Form.EXPONENTIAL, 4, -65, -18)),
                    new Gate(
                            new Rate(Form.EXPONENTIAL, 0.07, -65, -20),
                            new Rate(Form.SIGMOID, 1, -35, 10)),
                    new Gate(
                            new Rate(Form.RAMP, 0.1, -55, 10),
                            new Rate(Form.EXPONENTIAL, 0.125, -65, -80)));

    /**
     * Cells of the hippocampus (Traub and Miles 1991), as Brette et al. (2007) have them.
     *
     * @param threshold VT, mV, by which all rates are shifted; about where a spike begins
     * @return the rates
     */
    public static Kinetics traubMiles(double threshold) {
        return new Kinetics(
                new Gate(
                        new Rate(Form.RAMP, 1.28, threshold + 13, 4),
                        new Rate(Form.RAMP, 1.4, threshold + 40, -5)),
                new Gate(
                        new Rate(Form.EXPONENTIAL, 0.128, threshold + 17, -18),
                        new Rate(Form.SIGMOID, 4, threshold + 40, 5)),
                new Gate(
                        new Rate(Form.RAMP, 0.16, threshold + 15, 5),
                        new Rate(Form.EXPONENTIAL, 0.5, threshold + 10, -40)));
    }

    /**
     * All rates.
     *
     * @return of m, h and n, in turn, the one that opens and the one that closes
     */
    public List<Rate> rates() {
        return List.of(m.alpha, m.beta, h.alpha, h.beta, n.alpha, n.beta);
    }

    /**
     * The rates of a gate.
     *
     * @param alpha at which it opens
     * @param beta at which it closes
     */
    public record Gate(Rate alpha, Rate beta) {}

    /** How a rate follows the potential, scaled to z. */
    public enum Form {
        /** {@code z/(1 − e⁻ᶻ)}: 1 at 0, where the formula has no value. */
        RAMP,
        /** {@code eᶻ}. */
        EXPONENTIAL,
        /** {@code 1/(1 + e⁻ᶻ)}. */
        SIGMOID
    }

    /**
     * A rate: {@code scale·f(z)} with {@code z = (V − at)/width}.
     *
     * @param form f
     * @param scale its factor, 1/ms
     * @param at the potential where z is 0, mV
     * @param width by how much the potential rises while z rises by 1, mV; below 0 where z falls
     */
    public record Rate(Form form, double scale, double at, double width) {
        /** Checks the width. */
        public Rate {
            if (width == 0) {
                throw new IllegalArgumentException(
                        "rate of a gate: width 0 mV; expected another number");
            }
        }

        Tensor of(Tensor v) {
            Tensor z = v.sub(at).mul(1 / width);
            Tensor f =
                    switch (form) {
                        case RAMP -> ramp(z);
                        case EXPONENTIAL -> z.exp();
                        case SIGMOID -> z.sigmoid();
                    };
            return f.mul(scale);
        }

        /** Near its removable singularity by its series {@code 1 + z/2 + z²/12}. */
        private static Tensor ramp(Tensor z) {
            Tensor near = z.abs().lt(1e-3);
            Tensor series = z.square().mul(1.0 / 12).add(z.mul(0.5)).add(1);
            Tensor away = near.where(z.onesLike(), z);
            return near.where(series, away.div(away.neg().expm1().neg()));
        }
    }
}
