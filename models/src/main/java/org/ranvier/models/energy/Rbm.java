package org.ranvier.models.energy;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Distribution;
import org.ranvier.random.RandomStream;

/**
 * A restricted Boltzmann machine: V visible and H hidden units of 0 and 1 with the energy {@code
 * E(v, h) = −vWhᵀ − b·v − c·h} and the probability {@code e^{−E/T}/Z} (Smolensky 1986; Hinton
 * 2002). States are vectors or batches of rows.
 *
 * @param weights W, {@code [V, H]}
 * @param visible b, {@code [V]}
 * @param hidden c, {@code [H]}
 * @param temperature T, above 0
 */
public record Rbm(Tensor weights, Tensor visible, Tensor hidden, double temperature) {
    /** The most visible units of which all states are gone through. */
    public static final int MOST_EXACT = 20;

    /** Checks shapes and temperature. */
    public Rbm {
        if (weights.rank() != 2
                || !visible.shape().equals(Shape.of(weights.size(0)))
                || !hidden.shape().equals(Shape.of(weights.size(1)))
                || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "rbm: weights "
                            + weights.shape()
                            + ", biases "
                            + visible.shape()
                            + " and "
                            + hidden.shape()
                            + ", temperature "
                            + temperature
                            + "; expected [V, H], [V], [H] and above 0");
        }
    }

    /**
     * A machine to begin with: small normal weights, no biases, temperature 1.
     *
     * @param session where it shall live
     * @param type F32 or F64
     * @param visible V
     * @param hidden H
     * @param random what the weights are drawn from; it goes on behind
     * @return the machine
     */
    public static Rbm of(
            Session session, DType type, long visible, long hidden, RandomStream random) {
        Tensor weights =
                random.draw(session, Distribution.NORMAL, type, Shape.of(visible, hidden))
                        .mul(0.01);
        Tensor b = session.full(type, Shape.of(visible), 0);
        return new Rbm(weights, b, session.full(type, Shape.of(hidden), 0), 1);
    }

    /**
     * The same machine at another temperature.
     *
     * @param other T, above 0
     * @return the machine
     */
    public Rbm at(double other) {
        return new Rbm(weights, visible, hidden, other);
    }

    /**
     * The energy.
     *
     * @param v visible states, {@code […, V]}
     * @param h hidden states, {@code […, H]}
     * @return E, {@code […]}
     */
    public Tensor energy(Tensor v, Tensor h) {
        Tensor pairs = v.matmul(weights).mul(h).sum(-1);
        return pairs.add(v.mul(visible).sum(-1)).add(h.mul(hidden).sum(-1)).neg();
    }

    /**
     * The free energy {@code F(v) = −T·ln Σₕ e^{−E(v,h)/T} = −b·v − T·Σⱼ ln(1 + e^{(vW+c)ⱼ/T})}.
     *
     * @param v visible states, {@code […, V]}
     * @return F, {@code […]}
     */
    public Tensor freeEnergy(Tensor v) {
        Tensor on = v.matmul(weights).add(hidden).div(temperature).softplus().sum(-1);
        return v.mul(visible).sum(-1).add(on.mul(temperature)).neg();
    }

    /**
     * How probable it is that hidden units are on.
     *
     * @param v visible states, {@code […, V]}
     * @return {@code σ((vW + c)/T)}, {@code […, H]}
     */
    public Tensor hiddenGiven(Tensor v) {
        return v.matmul(weights).add(hidden).div(temperature).sigmoid();
    }

    /**
     * How probable it is that visible units are on.
     *
     * @param h hidden states, {@code […, H]}
     * @return {@code σ((hWᵀ + b)/T)}, {@code […, V]}
     */
    public Tensor visibleGiven(Tensor h) {
        return h.matmul(weights.transpose()).add(visible).div(temperature).sigmoid();
    }

    /**
     * Gibbs sampling: draws hidden units from visible and visible from hidden ones in turn.
     *
     * @param v visible states, {@code […, V]}
     * @param steps how often
     * @param random what is drawn from; it goes on behind
     * @return the visible states at the end
     */
    public Tensor gibbs(Tensor v, int steps, RandomStream random) {
        try (Scope scope = v.session().scope("gibbs")) {
            Tensor state = v;
            for (int step = 0; step < steps; step++) {
                Tensor h = Draws.lessThan(hiddenGiven(state), random);
                state = Draws.lessThan(visibleGiven(h), random);
            }
            return scope.keep(state == v ? v.copy() : state);
        }
    }

    /**
     * The direction in which data become more probable and samples less: the gradient of the mean
     * log-likelihood, times T, if the samples are those of the machine. Samples that {@link #gibbs}
     * took k steps from the data give contrastive divergence CD-k, those of chains that go on from
     * one call to the next persistent CD.
     *
     * @param data visible states, {@code [B, V]}
     * @param samples visible states, {@code [C, V]}
     * @return by W, b and c
     */
    public List<Tensor> direction(Tensor data, Tensor samples) {
        Tensor given = hiddenGiven(data);
        Tensor drawn = hiddenGiven(samples);
        Tensor pairs = data.transpose().matmul(given).div(data.size(0));
        Tensor model = samples.transpose().matmul(drawn).div(samples.size(0));
        return List.of(
                pairs.sub(model),
                data.mean(0).sub(samples.mean(0)),
                given.mean(0).sub(drawn.mean(0)));
    }

    /**
     * Learns: goes a step in a direction.
     *
     * @param direction by W, b and c, as {@link #direction} gives it
     * @param rate the length of the step
     */
    public void learn(List<Tensor> direction, double rate) {
        weights.addInPlace(direction.get(0), rate);
        visible.addInPlace(direction.get(1), rate);
        hidden.addInPlace(direction.get(2), rate);
    }

    /**
     * The logarithm of the partition function Z, exactly, by all states of the visible units.
     *
     * @return {@code ln Z}
     * @throws IllegalArgumentException if there are more than {@link #MOST_EXACT} visible units
     */
    public Tensor logPartition() {
        return freeEnergy(everyState()).div(-temperature).logSumExp();
    }

    /**
     * All states of the visible units.
     *
     * @return {@code [2^V, V]}
     * @throws IllegalArgumentException if there are more than {@link #MOST_EXACT} visible units
     */
    public Tensor everyState() {
        int units = (int) visible.size(0);
        if (units > MOST_EXACT) {
            throw new IllegalArgumentException(
                    "rbm: all states of "
                            + units
                            + " visible units; expected at most "
                            + MOST_EXACT);
        }
        Session session = visible.session();
        Tensor number = session.arange(1L << units).to(visible.dtype()).unsqueeze(1);
        Tensor weight = session.arange(units).to(visible.dtype()).mul(Math.log(2)).exp().round();
        return number.div(weight).floor().remainder(2);
    }
}
