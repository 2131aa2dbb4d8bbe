package org.ranvier.app.train;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.Digits;
import org.ranvier.models.data.Idx;
import org.ranvier.models.data.Letters;
import org.ranvier.models.data.SmallDigits;
import org.ranvier.models.data.Split;

/** The data sets that the command line can name. */
public final class DataSets {
    /** How they are named, one a line with what they are. */
    public static final List<String> NAMES =
            List.of(
                    "digits        5,000 handwritten digits of 20x20 pixels",
                    "digits8x8     1,797 handwritten digits of 8x8 pixels",
                    "letters       20,000 capital letters as 16 measures",
                    "names         8,422 English first names",
                    "sotu          211 addresses on the State of the Union, 10.8 million characters",
                    "text:FILE     a text of your own",
                    "idx:FOLDER    the four files of MNIST, or others of the same form",
                    "and, or, xor  the tables of truth",
                    "NAME:A,B,…    only these classes of digits, digits8x8 or letters, as digits:3,8");

    private static final String IDX = "idx:";
    private static final String TEXT = "text:";

    private DataSets() {}

    /**
     * Loads a data set.
     *
     * @param name its name
     * @return the data, to train and to test
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Split load(String name) throws IOException {
        if (name.startsWith(IDX)) {
            return Idx.load(Path.of(name.substring(IDX.length())));
        }
        if (name.startsWith(TEXT)) {
            return Texts.file(Path.of(name.substring(TEXT.length())));
        }
        int colon = name.indexOf(':');
        Split whole = bundled(colon < 0 ? name : name.substring(0, colon));
        if (colon < 0) {
            return whole;
        }
        List<String> classes = List.of(name.substring(colon + 1).split(",", -1));
        return new Split(only(whole.train(), classes), only(whole.test(), classes));
    }

    private static Split bundled(String name) {
        return switch (name) {
            case "digits" -> Digits.load();
            case "digits8x8" -> SmallDigits.load();
            case "letters" -> Letters.load();
            case "names" -> Texts.names();
            case "sotu" -> Texts.stateOfTheUnion();
            case "and" -> truth(0, 0, 0, 1);
            case "or" -> truth(0, 1, 1, 1);
            case "xor" -> truth(0, 1, 1, 0);
            default ->
                    throw new IllegalArgumentException(
                            "unknown data \""
                                    + name
                                    + "\"; there are digits, digits8x8, letters, names, sotu,"
                                    + " text:FILE, idx:FOLDER, and, or, xor");
        };
    }

    private static Split truth(int... results) {
        float[] inputs = {0, 0, 0, 1, 1, 0, 1, 1};
        Dataset table =
                Dataset.of(Column.of(inputs, 2), Column.of(results))
                        .withClasses(List.of("false", "true"));
        return new Split(table, table);
    }

    /** The samples of some classes, which are numbered anew in the order of their names here. */
    private static Dataset only(Dataset data, List<String> names) {
        List<Integer> wanted = new ArrayList<>();
        for (String name : names) {
            int known = data.classes().indexOf(name);
            if (known < 0 || wanted.contains(known)) {
                throw new IllegalArgumentException(
                        "data: class \""
                                + name
                                + "\" is unknown or named twice; there are "
                                + data.classes());
            }
            wanted.add(known);
        }
        int[] rows =
                IntStream.range(0, data.size())
                        .filter(i -> wanted.contains(data.label(i)))
                        .toArray();
        int[] labels = IntStream.of(rows).map(i -> wanted.indexOf(data.label(i))).toArray();
        Column features = data.features();
        int width = Math.toIntExact(features.sample().elements());
        MemorySegment kept = MemorySegment.ofArray(new float[rows.length * width]);
        for (int i = 0; i < rows.length; i++) {
            kept.asSlice(i * features.sampleBytes()).copyFrom(data.feature(rows[i]));
        }
        return Dataset.of(new Column(features.dtype(), features.sample(), kept), Column.of(labels))
                .withClasses(names);
    }
}
