package org.ranvier.models.loss;

import org.ranvier.DType;
import org.ranvier.Tensor;

/** A measure of how far an output is from its target, which training makes small. */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param output what the network put out
     * @param target what it should have been
     * @return a tensor of one element, unless the loss is not to be reduced
     * @throws IllegalArgumentException if output and target do not fit
     */
    Tensor of(Tensor output, Tensor target);

    /**
     * What an output says in the target's terms, as the probabilities that logits stand for.
     *
     * @param output what the network put out
     * @return the prediction, of the same shape
     */
    default Tensor predict(Tensor output) {
        return output;
    }

    /**
     * The class that an output {@code [N, C]} decides for: the first largest element of a row; of a
     * single column, 1 where the prediction is above ½.
     *
     * @param output what the network put out
     * @return I32 {@code [N]}
     */
    default Tensor classes(Tensor output) {
        return output.rank() == 2 && output.size(1) > 1
                ? output.argMax(1)
                : predict(output).gt(0.5).to(DType.I32).flatten();
    }

    /**
     * {@code (y − t)²}, averaged over all elements.
     *
     * @return the loss
     */
    static ElementwiseLoss meanSquaredError() {
        return new ElementwiseLoss("mean squared error", (y, t) -> y.sub(t).square());
    }

    /**
     * {@code ½ Σ (y − t)²} over all elements.
     *
     * @return the loss
     */
    static ElementwiseLoss halfSquaredError() {
        return new ElementwiseLoss("½ squared error", (y, t) -> y.sub(t).square().mul(0.5))
                .withReduction(Reduction.SUM);
    }

    /**
     * {@code |y − t|}, averaged over all elements.
     *
     * @return the loss
     */
    static ElementwiseLoss l1() {
        return new ElementwiseLoss("L1", (y, t) -> y.sub(t).abs());
    }

    /**
     * {@code ½d²} where {@code d = |y − t| ≤ δ}, else {@code δ(d − ½δ)} (Huber 1964), averaged over
     * all elements.
     *
     * @param delta δ, above 0
     * @return the loss
     * @throws IllegalArgumentException if δ is not above 0
     */
    static ElementwiseLoss huber(double delta) {
        if (!(delta > 0)) {
            throw new IllegalArgumentException("huber: δ = " + delta + "; expected above 0");
        }
        return new ElementwiseLoss(
                "Huber",
                (y, t) -> {
                    Tensor d = y.sub(t).abs();
                    Tensor inside = d.square().mul(0.5);
                    return d.le(delta).where(inside, d.sub(delta / 2).mul(delta));
                });
    }

    /**
     * {@code −t ln p − (1−t) ln(1−p)} of probabilities p, averaged over all elements. A logarithm
     * is not less than −100; where it is held there its gradient is 0. See {@link
     * #binaryCrossEntropyWithLogits} for the better conditioned form.
     *
     * @return the loss
     */
    static ElementwiseLoss binaryCrossEntropy() {
        return new ElementwiseLoss("binary cross-entropy", BinaryCrossEntropy::ofProbabilities);
    }

    /**
     * {@code −t ln σ(x) − (1−t) ln(1−σ(x))} of logits x, without overflow, averaged over all
     * elements.
     *
     * @return the loss
     */
    static ElementwiseLoss binaryCrossEntropyWithLogits() {
        return binaryCrossEntropyWithLogits(1);
    }

    /**
     * {@code −w·t ln σ(x) − (1−t) ln(1−σ(x))} of logits x, without overflow, averaged over all
     * elements. An infinite logit gives NaN where its factor is 0, as in PyTorch.
     *
     * @param positiveWeight w: above 1 it raises recall, below 1 precision
     * @return the loss
     */
    static ElementwiseLoss binaryCrossEntropyWithLogits(double positiveWeight) {
        return new ElementwiseLoss(
                        "binary cross-entropy of logits",
                        (x, t) -> BinaryCrossEntropy.ofLogits(x, t, positiveWeight))
                .withPrediction(Tensor::sigmoid);
    }

    /**
     * {@code max(0, 1 − t·y)} for targets −1 and 1, averaged over all elements.
     *
     * @return the loss
     */
    static ElementwiseLoss hinge() {
        return new ElementwiseLoss("hinge", (y, t) -> y.mul(t).rsub(1).relu())
                .withPrediction(y -> y.gt(0).to(y.dtype()));
    }

    /**
     * The Kullback–Leibler divergence {@code Σ t (ln t − x)} of log-probabilities x from
     * probabilities t along the last axis, averaged over all rows.
     *
     * @return the loss
     */
    static ElementwiseLoss klDivergence() {
        return new ElementwiseLoss(
                        "KL divergence",
                        (x, t) -> {
                            Tensor none = t.eq(0);
                            Tensor log = none.where(t.onesLike(), t).log();
                            return none.where(t.zerosLike(), t.mul(log.sub(x))).sum(-1);
                        })
                .withPrediction(Tensor::exp);
    }

    /**
     * The cross-entropy of logits {@code [N, C]}. Its gradient is {@code softmax(x) − t}.
     *
     * @return the loss, averaged over samples
     */
    static CategoricalCrossEntropy softmaxCrossEntropy() {
        return CategoricalCrossEntropy.of(CategoricalCrossEntropy.Form.LOGITS);
    }

    /**
     * The cross-entropy of probabilities {@code [N, C]}; a logarithm is not less than −100. See
     * {@link #softmaxCrossEntropy} for the better conditioned form.
     *
     * @return the loss, averaged over samples
     */
    static CategoricalCrossEntropy categoricalCrossEntropy() {
        return CategoricalCrossEntropy.of(CategoricalCrossEntropy.Form.PROBABILITIES);
    }

    /**
     * The negative log-likelihood: the cross-entropy of log-probabilities {@code [N, C]}.
     *
     * @return the loss, averaged over samples
     */
    static CategoricalCrossEntropy negativeLogLikelihood() {
        return CategoricalCrossEntropy.of(CategoricalCrossEntropy.Form.LOG_PROBABILITIES);
    }
}
