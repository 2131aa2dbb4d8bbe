package org.ranvier.models.train;

import java.util.List;
import org.ranvier.models.Model;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.loss.Loss;

/**
 * What came of a training.
 *
 * @param model the trained model, which lives until it or its session is closed
 * @param loss what was made small
 * @param history the figures of each epoch that was finished
 * @param end why it ended
 */
public record Report(Model model, Loss loss, List<EpochResult> history, End end) {
    /** Why a training ended. */
    public enum End {
        /** All epochs were done. */
        FINISHED,
        /** The validation loss did not get better any more. */
        STOPPED_EARLY,
        /** It was asked to stop; it can be resumed from its checkpoint. */
        INTERRUPTED
    }

    /** Copies the list. */
    public Report {
        history = List.copyOf(history);
    }

    /**
     * Evaluates the model.
     *
     * @param data the samples
     * @return the figures
     */
    public Evaluation evaluate(Dataset data) {
        return Evaluation.of(model, loss, data);
    }
}
