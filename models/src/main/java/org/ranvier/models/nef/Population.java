package org.ranvier.models.nef;

import java.util.function.UnaryOperator;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/**
 * A population of N neurons that represents vectors x of D dimensions: neuron i gets the current
 * {@code Jᵢ = αᵢ·(eᵢ·x)/radius + βᵢ} and has the rate {@code G(Jᵢ)}. See {@link Tuning} for how to
 * draw one.
 *
 * <p>Its tensors belong to whoever made them; it can be used as long as they are open.
 *
 * @param response G
 * @param radius the length of the longest x that is represented well, above 0
 * @param encoders e, {@code [N, D]}, rows of length 1
 * @param gains α, {@code [N]}
 * @param biases β, {@code [N]}
 * @param points values of x on which decoders are fitted, {@code [P, D]}
 * @param potentials where spiking neurons begin, {@code [N]}, 0 to 1
 */
public record Population(
        Response response,
        double radius,
        Tensor encoders,
        Tensor gains,
        Tensor biases,
        Tensor points,
        Tensor potentials) {
    /** Checks that the shapes fit together. */
    public Population {
        Shape one = Shape.of(encoders.size(0));
        if (encoders.rank() != 2
                || !gains.shape().equals(one)
                || !biases.shape().equals(one)
                || !potentials.shape().equals(one)
                || points.rank() != 2
                || points.size(1) != encoders.size(1)
                || !(radius > 0)) {
            throw new IllegalArgumentException(
                    "population: encoders "
                            + encoders.shape()
                            + ", gains "
                            + gains.shape()
                            + ", biases "
                            + biases.shape()
                            + ", potentials "
                            + potentials.shape()
                            + ", points "
                            + points.shape()
                            + ", radius "
                            + radius
                            + "; expected [N, D], three times [N], [P, D] and above 0");
        }
    }

    /**
     * A population whose neuron i begins to be active at {@code eᵢ·x/radius = interceptᵢ} and has
     * its rate at {@code eᵢ·x = radius}.
     *
     * @param response G
     * @param radius the length of the longest x
     * @param encoders e, {@code [N, D]}
     * @param rates the rates, {@code [N]}, 1/s, below the response's limit
     * @param intercepts the intercepts, {@code [N]}, below 1
     * @param points values of x on which decoders are fitted, {@code [P, D]}
     * @param potentials where spiking neurons begin, {@code [N]}
     * @return the population
     */
    public static Population tuned(
            Response response,
            double radius,
            Tensor encoders,
            Tensor rates,
            Tensor intercepts,
            Tensor points,
            Tensor potentials) {
        Tensor top = response.currents(rates);
        Tensor gains = top.sub(response.threshold()).div(intercepts.rsub(1));
        Tensor biases = gains.mul(intercepts).rsub(response.threshold());
        return new Population(response, radius, encoders, gains, biases, points, potentials);
    }

    /**
     * The number of neurons.
     *
     * @return N
     */
    public long neurons() {
        return encoders.size(0);
    }

    /**
     * The number of dimensions that are represented.
     *
     * @return D
     */
    public long dimensions() {
        return encoders.size(1);
    }

    /**
     * Where it lives.
     *
     * @return the session
     */
    public Session session() {
        return encoders.session();
    }

    /**
     * The type of its tensors.
     *
     * @return F32 or F64
     */
    public DType dtype() {
        return encoders.dtype();
    }

    /**
     * What a vector is multiplied with to give the part of the currents that depends on it.
     *
     * @return {@code αᵢ·eᵢ/radius} as columns, {@code [D, N]}
     */
    public Tensor weights() {
        return encoders.mul(gains.div(radius).unsqueeze(1)).transpose();
    }

    /**
     * Encodes.
     *
     * @param x vectors, {@code […, D]}
     * @return the rates, {@code […, N]}, 1/s
     */
    public Tensor rates(Tensor x) {
        return response.rates(x.matmul(weights()).add(biases));
    }

    /**
     * Decoders, with which {@code rates(x)·decoders} comes close to a function of x: those of
     * {@link DecoderSolver#ridge} with 0.1 of the largest rate as noise.
     *
     * @param function a function of vectors {@code [P, D]} as rows, to {@code [P, K]}
     * @return the decoders, {@code [N, K]}
     */
    public Tensor decoders(UnaryOperator<Tensor> function) {
        return decoders(function, DecoderSolver.ridge(0.1));
    }

    /**
     * Decoders, with which {@code rates(x)·decoders} comes close to a function of x.
     *
     * @param function a function of vectors {@code [P, D]} as rows, to {@code [P, K]}
     * @param solver how they are found
     * @return the decoders, {@code [N, K]}
     */
    public Tensor decoders(UnaryOperator<Tensor> function, DecoderSolver solver) {
        return solver.solve(rates(points), function.apply(points));
    }
}
