package org.ranvier.models.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * 20,000 printed capital letters, each described by 16 measures from 0 to 15 (UCI letter
 * recognition), here divided by 15. The last fifth is for testing. They come with this library; see
 * PROVENANCE.md beside them.
 */
public final class Letters {
    private static final String NAME = "letter-recognition.data";
    private static final int FEATURES = 16;
    private static final int MOST = 15;

    private Letters() {}

    /**
     * The letters as vectors {@code [16]} with classes 0 for A to 25 for Z.
     *
     * @return 16,000 to train, 4,000 to test
     */
    public static Split load() {
        return decode(Resources.read(NAME));
    }

    static Split decode(byte[] file) {
        String text = new String(file, StandardCharsets.US_ASCII);
        List<String[]> rows = Table.read(NAME, text, FEATURES + 1);
        float[] features = new float[rows.size() * FEATURES];
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] row = rows.get(i);
            labels[i] = letter(i + 1, row[0]);
            for (int f = 0; f < FEATURES; f++) {
                features[i * FEATURES + f] =
                        Table.number(NAME, i + 1, row[f + 1], 0, MOST) / (float) MOST;
            }
        }
        List<String> names = IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList();
        Dataset all =
                Dataset.of(Column.of(features, FEATURES), Column.of(labels)).withClasses(names);
        return Split.ofFirst(all, 0.8);
    }

    private static int letter(int line, String field) {
        if (field.length() != 1 || field.charAt(0) < 'A' || field.charAt(0) > 'Z') {
            throw new IllegalArgumentException(
                    NAME + ": line " + line + ": expected a letter A to Z, got \"" + field + "\"");
        }
        return field.charAt(0) - 'A';
    }
}
