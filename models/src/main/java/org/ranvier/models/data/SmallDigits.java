package org.ranvier.models.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 1,797 handwritten digits of 8×8 grey pixels, 0 for the ground to 1 for ink (UCI optical
 * recognition of handwritten digits). The last fifth is for testing. They come with this library;
 * see PROVENANCE.md beside them.
 */
public final class SmallDigits {
    private static final String NAME = "digits.csv.gz";
    private static final int SIZE = 8;
    private static final int DARKEST = 16;

    private SmallDigits() {}

    /**
     * The digits as images {@code [1, 8, 8]} with classes 0 to 9.
     *
     * @return 1,438 to train, 359 to test
     */
    public static Split load() {
        return decode(Resources.read(NAME));
    }

    static Split decode(byte[] file) {
        List<String[]> rows =
                Table.read(
                        NAME,
                        Resources.unzip(NAME, file, StandardCharsets.US_ASCII),
                        SIZE * SIZE + 1);
        float[] pixels = new float[rows.size() * SIZE * SIZE];
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] row = rows.get(i);
            for (int p = 0; p < SIZE * SIZE; p++) {
                pixels[i * SIZE * SIZE + p] =
                        Table.number(NAME, i + 1, row[p], 0, DARKEST) / (float) DARKEST;
            }
            labels[i] = Table.number(NAME, i + 1, row[SIZE * SIZE], 0, 9);
        }
        List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        Dataset all =
                Dataset.of(Column.of(pixels, 1, SIZE, SIZE), Column.of(labels)).withClasses(names);
        return Split.ofFirst(all, 0.8);
    }
}
