package org.ranvier.models.train;

/**
 * When training ends before all its epochs are done: when the validation loss, or without
 * validation the training loss, has not become smaller for some epochs.
 *
 * @param patience how many epochs in a row may bring nothing, at least 1
 * @param minDelta by how much a loss must be below the least one to count
 * @param restoreBest whether the weights of the best epoch are restored at the end
 */
public record EarlyStopping(int patience, double minDelta, boolean restoreBest) {
    /** Checks the ranges. */
    public EarlyStopping {
        if (patience < 1 || !(minDelta >= 0)) {
            throw new IllegalArgumentException(
                    "early stopping: patience "
                            + patience
                            + ", least improvement "
                            + minDelta
                            + "; expected at least 1 and at least 0");
        }
    }

    /**
     * Any improvement counts, and the best weights are restored.
     *
     * @param patience how many epochs in a row may bring nothing, at least 1
     * @return when to stop
     */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, 0, true);
    }
}
