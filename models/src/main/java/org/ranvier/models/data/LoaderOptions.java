package org.ranvier.models.data;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link DataLoader} hands out samples.
 *
 * @param batchSize samples of a batch, at least 1
 * @param shuffle whether every epoch has another order
 * @param dropLast whether a last batch that is not full is left out
 * @param seed decides orders and augmentation
 * @param augmentation changes samples, or null
 */
public record LoaderOptions(
        int batchSize,
        boolean shuffle,
        boolean dropLast,
        long seed,
        @Nullable Augmentation augmentation) {
    /** Checks the size. */
    public LoaderOptions {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "loader: batch size " + batchSize + "; expected at least 1");
        }
    }

    /**
     * Batches in the data set's order, without augmentation.
     *
     * @param batchSize samples of a batch, at least 1
     * @return the options
     */
    public static LoaderOptions inOrder(int batchSize) {
        return new LoaderOptions(batchSize, false, false, 0, null);
    }
}
