package org.ranvier.models.sequence;

import java.util.List;
import org.ranvier.Tensor;
import org.ranvier.models.loss.CategoricalCrossEntropy;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.loss.Reduction;

/**
 * The cross-entropy of every step's prediction: of logits {@code [N, T, C]} against classes I32
 * {@code [N, T]}. It is the mean over all steps whose class is not {@link #NONE}, each weighted by
 * the weight of its place in the sequence.
 *
 * @param stepWeights a weight for each place, 0 or above, not all 0; empty for 1 everywhere
 */
public record SequenceLoss(List<Double> stepWeights) implements Loss {
    /** A class that stands for none, as behind the end of a shorter sequence. */
    public static final int NONE = -100;

    private static final CategoricalCrossEntropy EACH =
            Loss.softmaxCrossEntropy().withIgnored(NONE);

    /** Copies the list. */
    public SequenceLoss {
        stepWeights = List.copyOf(stepWeights);
    }

    /**
     * All steps weigh the same.
     *
     * @return the loss
     */
    public static SequenceLoss crossEntropy() {
        return new SequenceLoss(List.of());
    }

    /**
     * With weights of steps.
     *
     * @param weights one for each place in the sequence
     * @return the loss
     */
    public SequenceLoss withStepWeights(List<Double> weights) {
        return new SequenceLoss(weights);
    }

    @Override
    public Tensor of(Tensor output, Tensor target) {
        if (output.rank() != 3 || !output.shape().head(2).equals(target.shape())) {
            throw new IllegalArgumentException(
                    "sequence loss: expected an output [N, T, C] and a target I32[N, T], got "
                            + output.spec()
                            + " and "
                            + target.spec());
        }
        Tensor flat = output.flatten(0, 1);
        Tensor classes = target.flatten();
        if (stepWeights.isEmpty()) {
            return EACH.of(flat, classes);
        }
        Tensor losses = EACH.withReduction(Reduction.NONE).of(flat, classes);
        Tensor weights = weights(output).expand(target.shape()).flatten();
        Tensor counted = classes.ne(NONE).where(weights, weights.zerosLike());
        return losses.mul(counted).sum().div(counted.sum());
    }

    private Tensor weights(Tensor output) {
        if (stepWeights.size() != output.size(1)) {
            throw new IllegalArgumentException(
                    "sequence loss: "
                            + stepWeights.size()
                            + " weights for "
                            + output.size(1)
                            + " steps");
        }
        double[] values = stepWeights.stream().mapToDouble(w -> w).toArray();
        return output.session().tensor(values).to(output.dtype());
    }

    /** The probabilities of the classes. */
    @Override
    public Tensor predict(Tensor output) {
        return EACH.predict(output.flatten(0, 1)).reshape(output.shape());
    }
}
