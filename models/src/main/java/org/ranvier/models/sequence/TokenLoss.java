package org.ranvier.models.sequence;

import org.ranvier.DType;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.Model;
import org.ranvier.models.data.Batch;
import org.ranvier.models.data.DataLoader;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.LoaderOptions;
import org.ranvier.models.loss.CategoricalCrossEntropy;
import org.ranvier.models.loss.Loss;
import org.ranvier.models.loss.Reduction;

/**
 * How well a language model predicts sequences.
 *
 * @param total the cross-entropy of all tokens, nats
 * @param tokens how many tokens were predicted
 */
public record TokenLoss(double total, long tokens) {
    private static final int BATCH = 256;
    private static final CategoricalCrossEntropy SUM =
            Loss.softmaxCrossEntropy().withIgnored(SequenceLoss.NONE).withReduction(Reduction.SUM);

    /**
     * Tries a model.
     *
     * @param model from tokens I32 {@code [N, T]} to logits {@code [N, T, C]}
     * @param data as {@link TokenDataset} gives it
     * @return the loss
     */
    public static TokenLoss of(Model model, Dataset data) {
        double total = 0;
        long tokens = 0;
        Session session = model.session();
        try (DataLoader loader = new DataLoader(data, LoaderOptions.inOrder(BATCH))) {
            for (Batch batch : loader.epoch(0, 0)) {
                try (Scope _ = session.scope("token loss")) {
                    Tensor output = model.predict(batch.features(session));
                    Tensor targets = batch.targets(session).flatten();
                    total += SUM.of(output.flatten(0, 1), targets).item();
                    tokens += (long) targets.ne(SequenceLoss.NONE).to(DType.I32).sum().item();
                }
            }
        }
        return new TokenLoss(total, tokens);
    }

    /**
     * The loss of a token.
     *
     * @return nats
     */
    public double nats() {
        return total / tokens;
    }

    /**
     * The loss of a token.
     *
     * @return bits
     */
    public double bits() {
        return nats() / Math.log(2);
    }
}
