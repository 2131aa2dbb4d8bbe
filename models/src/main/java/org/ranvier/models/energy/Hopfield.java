package org.ranvier.models.energy;

import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.random.RandomStream;

/**
 * A network of N units of ±1 that remembers patterns as minima of its energy {@code E = −½·xWxᵀ −
 * b·x} (Hopfield 1982). States are vectors {@code [N]} or batches {@code […, N]}. It is the Ising
 * model with couplings W and field b.
 *
 * @param weights W, {@code [N, N]}, symmetric, 0 on the diagonal
 * @param biases b, {@code [N]}
 */
public record Hopfield(Tensor weights, Tensor biases) {
    /** Checks the shapes. */
    public Hopfield {
        if (weights.rank() != 2
                || weights.size(0) != weights.size(1)
                || biases.rank() != 1
                || biases.size(0) != weights.size(0)) {
            throw new IllegalArgumentException(
                    "hopfield: weights "
                            + weights.shape()
                            + " and biases "
                            + biases.shape()
                            + "; expected [N, N] and [N]");
        }
    }

    /**
     * A network that remembers patterns: {@code W = (1/M)·XᵀX − I}.
     *
     * @param patterns X, {@code [M, N]}, of ±1
     * @return the network, without biases
     */
    public static Hopfield of(Tensor patterns) {
        Tensor weights = drive(patterns);
        return new Hopfield(weights, weights.select(0, 0).zerosLike());
    }

    private static Tensor drive(Tensor patterns) {
        Session session = patterns.session();
        return patterns.transpose()
                .matmul(patterns)
                .div(patterns.size(0))
                .sub(session.eye(patterns.dtype(), patterns.size(1)));
    }

    /**
     * Learns in time: a step of {@code τ dW/dt = (1/M)·XᵀX − I}. From nothing, steps of 1
     * altogether give {@link #of}.
     *
     * @param patterns X, {@code [M, N]}, of ±1
     * @param step Δt/τ
     * @return the network after the step
     */
    public Hopfield learned(Tensor patterns, double step) {
        return new Hopfield(weights.add(drive(patterns).mul(step)), biases);
    }

    /**
     * The number of units.
     *
     * @return N
     */
    public long units() {
        return biases.size(0);
    }

    /**
     * The energy. Asynchronous updates never raise it.
     *
     * @param x states, {@code […, N]}
     * @return {@code E}, {@code […]}
     */
    public Tensor energy(Tensor x) {
        return x.matmul(weights).mul(-0.5).sub(biases).mul(x).sum(-1);
    }

    /**
     * Updates all units at once to the sign of {@code Wx + b}, which is +1 for 0.
     *
     * @param x states, {@code […, N]}
     * @return the states after the update
     */
    public Tensor synchronous(Tensor x) {
        return sign(x.matmul(weights).add(biases));
    }

    private static Tensor sign(Tensor field) {
        return field.ge(0).to(field.dtype()).mul(2).sub(1);
    }

    /**
     * Updates units one after another, each by what those before it have become.
     *
     * @param x states, {@code […, N]}
     * @param order which units, in which order
     * @return the states after all updates
     */
    public Tensor asynchronous(Tensor x, int... order) {
        Tensor state = x.copy();
        for (int unit : order) {
            try (Scope _ = x.session().scope("update")) {
                Tensor field =
                        state.matmul(weights.slice(1, unit, unit + 1L))
                                .add(biases.slice(0, unit, unit + 1L));
                state.slice(-1, unit, unit + 1L).copyFrom(sign(field));
            }
        }
        return state;
    }

    /**
     * Updates all units one after another in random orders until nothing changes.
     *
     * @param x states, {@code […, N]}
     * @param most how often to go through all units at most
     * @param random what the orders are drawn from; it goes on behind
     * @return the states in which no unit changes, or those after so many rounds
     */
    public Tensor recall(Tensor x, int most, RandomStream random) {
        try (Scope scope = x.session().scope("recall")) {
            Tensor state = x;
            for (int round = 0; round < most; round++) {
                Tensor next = asynchronous(state, random.permutation((int) units()));
                boolean changed = next.ne(state).any().item() != 0;
                state = next;
                if (!changed) {
                    break;
                }
            }
            return scope.keep(state == x ? x.copy() : state);
        }
    }

    /**
     * Draws all units at once at a temperature T: unit i becomes +1 with probability {@code
     * σ(2hᵢ/T)} for the field {@code h = Wx + b} (Glauber 1963).
     *
     * @param x states, {@code […, N]}
     * @param temperature T, above 0
     * @param random what they are drawn from; it goes on behind
     * @return the states after the update
     */
    public Tensor heated(Tensor x, double temperature, RandomStream random) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "hopfield: temperature " + temperature + "; expected above 0");
        }
        Tensor probability = x.matmul(weights).add(biases).mul(2 / temperature).sigmoid();
        return Draws.lessThan(probability, random).mul(2).sub(1);
    }

    /**
     * How alike states are.
     *
     * @param x states, {@code […, N]}
     * @param y states of a shape that fits
     * @return the mean of {@code xᵢ·yᵢ}: 1 where they are equal, −1 where opposite
     */
    public static Tensor overlap(Tensor x, Tensor y) {
        return x.mul(y).mean(-1);
    }
}
