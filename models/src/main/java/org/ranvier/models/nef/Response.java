package org.ranvier.models.nef;

import org.ranvier.Tensor;

/** How the rate of a neuron depends on a constant current: {@code a = G(J)}. */
public sealed interface Response {
    /**
     * The rates.
     *
     * @param currents J, of any shape
     * @return G(J), 1/s, of that shape; 0 up to the threshold
     */
    Tensor rates(Tensor currents);

    /**
     * The currents that give rates.
     *
     * @param rates rates above 0 and below {@link #limit}, 1/s
     * @return J
     */
    Tensor currents(Tensor rates);

    /**
     * The current above which a neuron is active.
     *
     * @return the threshold
     */
    double threshold();

    /**
     * What no rate reaches.
     *
     * @return a rate, 1/s, or infinity
     */
    double limit();

    /**
     * Leaky integrate-and-fire: {@code G(J) = 1/(τref + τm·ln(1 + 1/(J − 1)))} for J above 1.
     *
     * @param tauMembrane τm, s
     * @param tauRefractory τref, s
     */
    record Lif(double tauMembrane, double tauRefractory) implements Response {
        /** Checks the ranges. */
        public Lif {
            if (!(tauMembrane > 0 && tauRefractory >= 0)) {
                throw new IllegalArgumentException(
                        "lif: τm "
                                + tauMembrane
                                + " s must be above 0, τref "
                                + tauRefractory
                                + " s not below");
            }
        }

        @Override
        public Tensor rates(Tensor currents) {
            Tensor over = currents.sub(1);
            Tensor active = over.gt(0);
            Tensor period =
                    active.where(over, over.onesLike())
                            .reciprocal()
                            .log1p()
                            .mul(tauMembrane)
                            .add(tauRefractory);
            return active.where(period.reciprocal(), over.zerosLike());
        }

        @Override
        public Tensor currents(Tensor rates) {
            Tensor integration = rates.reciprocal().rsub(tauRefractory);
            return integration.div(tauMembrane).expm1().neg().reciprocal();
        }

        @Override
        public double threshold() {
            return 1;
        }

        @Override
        public double limit() {
            return 1 / tauRefractory;
        }
    }

    /** Rectified linear: {@code G(J) = max(J, 0)}. */
    record Rectified() implements Response {
        @Override
        public Tensor rates(Tensor currents) {
            return currents.relu();
        }

        @Override
        public Tensor currents(Tensor rates) {
            return rates;
        }

        @Override
        public double threshold() {
            return 0;
        }

        @Override
        public double limit() {
            return Double.POSITIVE_INFINITY;
        }
    }
}
