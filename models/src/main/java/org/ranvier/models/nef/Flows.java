package org.ranvier.models.nef;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ranvier.Tensor;

/**
 * Right-hand sides f of {@code dx/dt = f(x)}, for vectors x as rows {@code […, D]}, and what a
 * population must decode from itself to follow them.
 */
public final class Flows {
    private Flows() {}

    /**
     * What a population sends to itself through a low-pass synapse so that it follows a flow:
     * {@code x + τ·f(x)}, since the synapse makes {@code τ dx/dt = −x + input} of it. Input u with
     * {@code dx/dt = f(x) + B·u} comes through the same synapse with {@code τ·B}.
     *
     * @param flow f
     * @param tau the synapse's time constant τ, s
     * @return the function to decode
     */
    public static UnaryOperator<Tensor> through(UnaryOperator<Tensor> flow, double tau) {
        return x -> x.add(flow.apply(x).mul(tau));
    }

    /**
     * {@code f(x) = A·x}.
     *
     * @param matrix A, {@code [D][D]}, 1/s
     * @return the flow
     */
    public static UnaryOperator<Tensor> linear(double[][] matrix) {
        return x -> x.matmul(matrix(x, matrix).transpose());
    }

    /**
     * Turns in the plane.
     *
     * @param omega the angular frequency, rad/s; above 0 against the clock
     * @return the flow
     */
    public static UnaryOperator<Tensor> oscillator(double omega) {
        return linear(new double[][] {{0, -omega}, {omega, 0}});
    }

    /**
     * The oscillator of van der Pol (1926): {@code dx/dt = ω·y, dy/dt = ω·(μ(1 − x²)y − x)}.
     *
     * @param mu μ, 0 or above; the larger, the less like a sine
     * @param omega ω, rad/s
     * @return the flow, whose limit cycle reaches |x| = 2
     */
    public static UnaryOperator<Tensor> vanDerPol(double mu, double omega) {
        return state -> {
            Tensor x = coordinate(state, 0);
            Tensor y = coordinate(state, 1);
            Tensor push = x.square().rsub(1).mul(y).mul(mu).sub(x);
            return rows(y, push).mul(omega);
        };
    }

    /**
     * The flow of Lorenz (1963) with σ = 10, β = 8/3, ρ = 28, its third coordinate taken from ρ so
     * that it turns about 0: {@code dx/dt = σ(y − x), dy/dt = −x·z − y, dz/dt = x·y − β(z + ρ)}.
     *
     * @return the flow
     */
    public static UnaryOperator<Tensor> lorenz() {
        return state -> {
            Tensor x = coordinate(state, 0);
            Tensor y = coordinate(state, 1);
            Tensor z = coordinate(state, 2);
            return rows(
                    y.sub(x).mul(10), x.mul(z).neg().sub(y), x.mul(y).sub(z.add(28).mul(8.0 / 3)));
        };
    }

    /**
     * One coordinate of vectors.
     *
     * @param x vectors as rows, {@code […, D]}
     * @param index which
     * @return {@code […, 1]}
     */
    public static Tensor coordinate(Tensor x, int index) {
        return x.slice(-1, index, index + 1L);
    }

    private static Tensor rows(Tensor... coordinates) {
        return coordinates[0].session().concat(-1, Arrays.asList(coordinates));
    }

    /** A matrix where another tensor lives, and of its type. */
    static Tensor matrix(Tensor like, double[][] rows) {
        double[] elements = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return like.session()
                .tensor(elements, rows.length, elements.length / rows.length)
                .to(like.dtype());
    }
}
