package org.ranvier.models.nef;

import org.ranvier.Tensor;
import org.ranvier.random.RandomStream;

/**
 * Finds decoders X that make {@code A·X} come close to Y, for activities A {@code [P, N]} and
 * targets Y {@code [P, K]}. They are computed in F64, whatever the type of the activities.
 */
@FunctionalInterface
public interface DecoderSolver {
    /**
     * Finds decoders.
     *
     * @param activities A, {@code [P, N]}, 1/s
     * @param targets Y, {@code [P, K]}
     * @return X, {@code [N, K]}, in the type of the activities
     */
    Tensor solve(Tensor activities, Tensor targets);

    /**
     * Ridge regression by Cholesky's decomposition: {@code X = (AᵀA + P·σ²·I)⁻¹·AᵀY} with {@code σ
     * = noise·max(A)}, the deviation of noise on the activities that X allows for.
     *
     * @param noise as a part of the largest activity, above 0
     * @return the solver
     */
    static DecoderSolver ridge(double noise) {
        return Solvers.inDouble((a, y) -> Solvers.ridge(a, y, Solvers.variance(a, noise)));
    }

    /**
     * The same as {@link #ridge} by singular values, for small noise.
     *
     * @param noise as a part of the largest activity, above 0
     * @return the solver
     */
    static DecoderSolver ridgeBySvd(double noise) {
        return Solvers.inDouble((a, y) -> Solvers.ridgeBySvd(a, y, noise));
    }

    /**
     * Ridge regression with less noise on neurons that are seldom active: σ² is multiplied with the
     * part of the points at which a neuron is.
     *
     * @param noise as a part of the largest activity, above 0
     * @return the solver
     */
    static DecoderSolver ridgeOnActive(double noise) {
        return Solvers.inDouble((a, y) -> Solvers.ridgeOnActive(a, y, noise));
    }

    /**
     * Least squares by singular values, of which small ones count as 0.
     *
     * @param cut what part of the largest counts as small
     * @return the solver
     */
    static DecoderSolver svd(double cut) {
        return Solvers.inDouble((a, y) -> Solvers.svd(a, y, cut));
    }

    /**
     * Least squares of minimum norm by QR decomposition with pivoting.
     *
     * @return the solver
     */
    static DecoderSolver qr() {
        return Solvers.inDouble(Solvers::qr);
    }

    /**
     * Least squares with normal noise added to the activities.
     *
     * @param noise its deviation as a part of the largest activity, above 0
     * @param random what it is drawn from; it goes on behind
     * @return the solver
     */
    static DecoderSolver noisy(double noise, RandomStream random) {
        return Solvers.inDouble((a, y) -> Solvers.noisy(a, y, noise, random));
    }

    /**
     * Sparse decoders: the smallest of a first solution are dropped, the others found anew for each
     * column of the targets.
     *
     * @param part what part is dropped, 0 to 1
     * @param first finds what to drop
     * @param second finds the rest; it must give 0 for neurons that are never active
     * @return the solver
     */
    static DecoderSolver dropping(double part, DecoderSolver first, DecoderSolver second) {
        return Solvers.inDouble((a, y) -> Solvers.dropping(a, y, part, first, second));
    }
}
