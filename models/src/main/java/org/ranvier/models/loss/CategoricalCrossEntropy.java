package org.ranvier.models.loss;

import java.util.List;
import org.ranvier.DType;
import org.ranvier.Tensor;
import org.ranvier.op.CrossEntropy;
import org.ranvier.op.Softmax;

/**
 * {@code −Σ t ln p} over classes. The output is {@code [N, C]}; the target holds classes, I32
 * {@code [N]}, or probabilities {@code [N, C]}.
 *
 * <p>With smoothing s the target is {@code (1−s)} of itself and {@code s/C} of every class. A
 * sample whose class is {@code ignored} has loss 0 and does not count in the mean. With class
 * weights each term of the sum is weighted, and the mean is divided by the sum of the targets'
 * weights. This is PyTorch's definition.
 *
 * @param form what the output is
 * @param classWeights one for each class, empty for 1 everywhere
 * @param smoothing s, from 0 to 1
 * @param ignored a class that stands for none
 * @param reduction what becomes of the samples' losses
 */
public record CategoricalCrossEntropy(
        Form form, List<Double> classWeights, double smoothing, int ignored, Reduction reduction)
        implements Loss {
    /** What an output is. */
    public enum Form {
        /** Any numbers, of which the softmax gives probabilities. */
        LOGITS,
        /** Probabilities. */
        PROBABILITIES,
        /** The logarithms of probabilities. */
        LOG_PROBABILITIES
    }

    /** Copies the weights, checks the smoothing. */
    public CategoricalCrossEntropy {
        classWeights = List.copyOf(classWeights);
        new CrossEntropy(ignored, smoothing);
    }

    static CategoricalCrossEntropy of(Form form) {
        return new CategoricalCrossEntropy(form, List.of(), 0, -100, Reduction.MEAN);
    }

    /**
     * With weights of classes.
     *
     * @param weights one for each class
     * @return the loss
     */
    public CategoricalCrossEntropy withClassWeights(List<Double> weights) {
        return new CategoricalCrossEntropy(form, weights, smoothing, ignored, reduction);
    }

    /**
     * With smoothed targets.
     *
     * @param amount s, from 0 to 1
     * @return the loss
     */
    public CategoricalCrossEntropy withSmoothing(double amount) {
        return new CategoricalCrossEntropy(form, classWeights, amount, ignored, reduction);
    }

    /**
     * With a class that stands for none.
     *
     * @param label the class, −100 if not set
     * @return the loss
     */
    public CategoricalCrossEntropy withIgnored(int label) {
        return new CategoricalCrossEntropy(form, classWeights, smoothing, label, reduction);
    }

    /**
     * With another reduction.
     *
     * @param other what becomes of the samples' losses
     * @return the loss
     */
    public CategoricalCrossEntropy withReduction(Reduction other) {
        return new CategoricalCrossEntropy(form, classWeights, smoothing, ignored, other);
    }

    @Override
    public Tensor of(Tensor output, Tensor target) {
        boolean labels = target.dtype() == DType.I32 && target.rank() == 1;
        boolean fits =
                output.rank() == 2
                        && (labels
                                ? target.size(0) == output.size(0)
                                : target.shape().equals(output.shape())
                                        && target.dtype().isFloating());
        if (!fits) {
            throw new IllegalArgumentException(
                    "cross-entropy: expected an output [N, C] and a target of classes I32[N] or"
                            + " probabilities [N, C], got "
                            + output.spec()
                            + " and "
                            + target.spec());
        }
        return labels ? ofClasses(output, target) : ofProbabilities(output, target);
    }

    private Tensor ofClasses(Tensor output, Tensor target) {
        Tensor keep = target.ne(ignored);
        if (form == Form.LOGITS && classWeights.isEmpty()) {
            CrossEntropy op = new CrossEntropy(ignored, smoothing);
            Tensor losses = output.session().apply(op, List.of(output, target)).get(0);
            return mean(losses, keep.to(losses.dtype()));
        }
        long classes = output.size(1);
        Tensor label = keep.where(target, target.zerosLike());
        checkRange(label, classes);
        Tensor weights = weights(output);
        Tensor weighted = logs(output).mul(weights).neg();
        Tensor losses = weighted.takeAlong(label.unsqueeze(1), 1).squeeze(1);
        Tensor smooth = smoothed(losses, weighted);
        return mean(
                keep.where(smooth, smooth.zerosLike()),
                keep.where(weights.take(label, 0), smooth.zerosLike()));
    }

    private Tensor ofProbabilities(Tensor output, Tensor target) {
        Tensor weighted = logs(output).mul(weights(output)).neg();
        Tensor losses = weighted.mul(target.to(output.dtype())).sum(1);
        return reduction.apply(smoothed(losses, weighted));
    }

    private Tensor smoothed(Tensor losses, Tensor weighted) {
        return smoothing == 0
                ? losses
                : losses.mul(1 - smoothing).add(weighted.mean(1).mul(smoothing));
    }

    private Tensor mean(Tensor losses, Tensor weights) {
        return reduction == Reduction.MEAN
                ? losses.sum().div(weights.sum())
                : reduction.apply(losses);
    }

    private Tensor logs(Tensor output) {
        return switch (form) {
            case LOGITS -> output.session().apply(new Softmax(1, true), List.of(output)).get(0);
            case PROBABILITIES -> BinaryCrossEntropy.heldLog(output);
            case LOG_PROBABILITIES -> output;
        };
    }

    private Tensor weights(Tensor output) {
        long classes = output.size(1);
        if (classWeights.isEmpty()) {
            return output.session().ones(classes).to(output.dtype());
        }
        if (classWeights.size() != classes) {
            throw new IllegalArgumentException(
                    "cross-entropy: "
                            + classWeights.size()
                            + " class weights for "
                            + classes
                            + " classes");
        }
        double[] values = classWeights.stream().mapToDouble(w -> w).toArray();
        return output.session().tensor(values).to(output.dtype());
    }

    private static void checkRange(Tensor label, long classes) {
        if (label.ge(0).and(label.lt((double) classes)).all().item() == 0) {
            throw new IndexOutOfBoundsException(
                    "cross-entropy: a target is outside 0 to " + (classes - 1) + ": " + label);
        }
    }

    @Override
    public Tensor predict(Tensor output) {
        return switch (form) {
            case LOGITS -> output.session().apply(new Softmax(1, false), List.of(output)).get(0);
            case PROBABILITIES -> output;
            case LOG_PROBABILITIES -> output.exp();
        };
    }
}
