package org.ranvier.models.networks;

import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.layers.Activation;

/**
 * The perceptron (Rosenblatt 1958): one unit {@code y = σ(w·x + b)} with a step for σ, and the rule
 * {@code w ← w + (t−y)x}, {@code b ← b + (t−y)}. It ends if and only if the classes can be
 * separated by a plane.
 */
public final class Perceptron implements AutoCloseable {
    private final Activation unit;
    private final Tensor weight;
    private final Tensor bias;

    private Perceptron(Activation unit, Tensor weight, double bias) {
        Session session = weight.session();
        this.unit = unit;
        this.weight = session.keep(weight.copy());
        this.bias = session.keep(session.full(weight.dtype(), Shape.SCALAR, bias));
    }

    /**
     * A unit that puts out 1 from 0 upwards, 0 below.
     *
     * @param weight w to begin with, {@code [D]}; it is copied
     * @param bias b to begin with
     * @return the perceptron, for targets 0 and 1
     */
    public static Perceptron threshold(Tensor weight, double bias) {
        return new Perceptron(Activation.THRESHOLD, weight, bias);
    }

    /**
     * A unit that puts out 1 from 0 upwards, −1 below.
     *
     * @param weight w to begin with, {@code [D]}; it is copied
     * @param bias b to begin with
     * @return the perceptron, for targets −1 and 1
     */
    public static Perceptron sign(Tensor weight, double bias) {
        return new Perceptron(Activation.SIGN, weight, bias);
    }

    /**
     * What training came to.
     *
     * @param converged whether every sample is now right
     * @param epochs how often all samples were gone through
     * @param errors how many samples were wrong when they were gone through last
     */
    public record Outcome(boolean converged, int epochs, int errors) {}

    /**
     * The unit's output.
     *
     * @param x samples {@code [N, D]}, or one {@code [D]}
     * @return {@code [N]}, or a scalar
     */
    public Tensor output(Tensor x) {
        return unit.function().apply(x.mul(weight).sum(-1).add(bias));
    }

    /**
     * Applies the rule to one sample.
     *
     * @param x the sample {@code [D]}
     * @param target its target, a scalar
     * @return whether the sample was right before
     */
    public boolean learn(Tensor x, Tensor target) {
        try (Scope _ = weight.session().scope("perceptron")) {
            Tensor error = target.sub(output(x));
            weight.addInPlace(x.mul(error));
            bias.addInPlace(error);
            return error.item() == 0;
        }
    }

    /**
     * Goes through all samples again and again until all are right.
     *
     * @param x the samples {@code [N, D]}
     * @param targets their targets {@code [N]}
     * @param epochs how often at most, at least 1
     * @return whether all are right, and when
     */
    public Outcome fit(Tensor x, Tensor targets, int epochs) {
        int errors = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            errors = 0;
            for (int i = 0; i < x.size(0); i++) {
                errors += learn(x.select(0, i), targets.select(0, i)) ? 0 : 1;
            }
            if (errors == 0) {
                return new Outcome(true, epoch, 0);
            }
        }
        return new Outcome(false, epochs, errors);
    }

    /**
     * The weights.
     *
     * @return w, {@code [D]}
     */
    public Tensor weight() {
        return weight;
    }

    /**
     * The bias.
     *
     * @return b, a scalar
     */
    public Tensor bias() {
        return bias;
    }

    /** Closes weights and bias. */
    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
