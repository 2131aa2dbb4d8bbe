package org.ranvier.models.sequence;

import java.util.Arrays;
import java.util.List;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;

/** Sequences of tokens that end, as words and names do, as samples of one length. */
public final class TokenDataset {
    private TokenDataset() {}

    /**
     * Samples whose features are a sequence behind a boundary and whose targets are the sequence
     * before a boundary: each token is to be predicted from those before it, and where the sequence
     * ends. Shorter sequences are filled up; what is filled up counts for nothing in a {@link
     * SequenceLoss}.
     *
     * @param sequences the sequences, at least one
     * @param boundary the token that stands before and behind each
     * @param length how many tokens the longest may have
     * @return features and targets I32 {@code [length + 1]}
     * @throws IllegalArgumentException if one is longer
     */
    public static Dataset of(List<int[]> sequences, int boundary, int length) {
        int width = length + 1;
        int[] features = new int[sequences.size() * width];
        int[] targets = new int[features.length];
        Arrays.fill(features, boundary);
        Arrays.fill(targets, SequenceLoss.NONE);
        for (int i = 0; i < sequences.size(); i++) {
            int[] tokens = sequences.get(i);
            if (tokens.length > length) {
                throw new IllegalArgumentException(
                        "token data set: sequence "
                                + i
                                + " has "
                                + tokens.length
                                + " tokens; expected at most "
                                + length);
            }
            System.arraycopy(tokens, 0, features, i * width + 1, tokens.length);
            System.arraycopy(tokens, 0, targets, i * width, tokens.length);
            targets[i * width + tokens.length] = boundary;
        }
        return Dataset.of(Column.of(features, width), Column.of(targets, width));
    }
}
