package org.ranvier.app.train;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ranvier.DType;
import org.ranvier.models.data.Column;
import org.ranvier.models.data.Dataset;
import org.ranvier.models.data.Names;
import org.ranvier.models.data.Split;
import org.ranvier.models.data.StateOfTheUnion;
import org.ranvier.models.sequence.Characters;
import org.ranvier.models.sequence.TokenDataset;
import org.ranvier.random.RandomStream;

/**
 * Texts as data sets. The classes are the characters. Words are samples of their own; of a running
 * text each character is a sample and the next one its target. A tenth is set aside.
 */
final class Texts {
    /** The token before and behind each word: the end of a line, first of all characters. */
    static final int BOUNDARY = 0;

    private static final int PARTS = 10;

    private Texts() {}

    /** First names; which ones are set aside is drawn once and for all. */
    static Split names() {
        List<String> names = Names.load();
        int[] order = new RandomStream(0).named("names").permutation(names.size());
        List<String> shuffled = IntStream.of(order).mapToObj(names::get).toList();
        int test = names.size() / PARTS;
        Characters characters = Characters.of("\n" + String.join("", names));
        int longest = names.stream().mapToInt(String::length).max().orElseThrow();
        return new Split(
                words(characters, shuffled.subList(test, names.size()), longest),
                words(characters, shuffled.subList(0, test), longest));
    }

    private static Dataset words(Characters characters, List<String> words, int longest) {
        List<int[]> tokens = words.stream().map(characters::encode).toList();
        return TokenDataset.of(tokens, BOUNDARY, longest).withClasses(classes(characters));
    }

    private static List<String> classes(Characters characters) {
        return IntStream.range(0, characters.size()).mapToObj(characters::decode).toList();
    }

    /** The words of a data set, without what they were filled up with. */
    static List<String> words(Dataset data) {
        Characters characters = characters(data);
        return IntStream.range(0, data.size())
                .mapToObj(i -> data.feature(i).toArray(ValueLayout.JAVA_INT_UNALIGNED))
                .map(tokens -> characters.decode(tokens).strip())
                .toList();
    }

    /** Speeches, of which every tenth is set aside. */
    static Split stateOfTheUnion() {
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        for (String address : StateOfTheUnion.load()) {
            boolean aside = (train.size() + test.size()) % PARTS == PARTS - 1;
            (aside ? test : train).add(address);
        }
        return running(String.join("\n", train), String.join("\n", test));
    }

    /** A user's own text, of which the last tenth is set aside. */
    static Split file(Path path) throws IOException {
        String text = Files.readString(path);
        int cut = text.length() - text.length() / PARTS;
        return running(text.substring(0, cut), text.substring(cut));
    }

    private static Split running(String train, String test) {
        Characters characters = Characters.of(train + test);
        return new Split(running(characters, train), running(characters, test));
    }

    private static Dataset running(Characters characters, String text) {
        int[] tokens = characters.encode(text);
        int last = Math.max(0, tokens.length - 1);
        int[] features = Arrays.copyOf(tokens, last);
        int[] targets = Arrays.copyOfRange(tokens, tokens.length - last, tokens.length);
        return Dataset.of(Column.of(features), Column.of(targets)).withClasses(classes(characters));
    }

    /** The characters of a running text as tokens. */
    static int[] tokens(Dataset data) {
        return data.features().elements().toArray(ValueLayout.JAVA_INT_UNALIGNED);
    }

    static Characters characters(Dataset data) {
        return Characters.of(String.join("", data.classes()));
    }

    /** Throws if the data are none of words, or of a running text. */
    static void check(String network, Job job, boolean words) {
        Column features = job.data().train().features();
        if (features.dtype() != DType.I32 || features.sample().rank() != (words ? 1 : 0)) {
            throw new IllegalArgumentException(
                    network
                            + ": "
                            + job.dataName()
                            + (words
                                    ? " are no words; expected names"
                                    : " is no text; expected sotu or text:FILE"));
        }
    }
}
