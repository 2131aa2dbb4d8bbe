package org.ranvier.models.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A vocabulary of pieces of words (Sennrich et al. 2016): it begins with single characters and
 * again and again makes the most frequent pair of neighbours one token. A piece never reaches
 * across the beginning of a word, which is a space or the end of a line.
 */
public final class BytePairs implements Vocabulary {
    private final Characters characters;
    private final List<String> tokens;

    /** From two tokens to the one they make; the earliest made has the lowest number. */
    private final Map<Long, Integer> pairs = new HashMap<>();

    private BytePairs(Characters characters) {
        this.characters = characters;
        this.tokens =
                new ArrayList<>(
                        IntStream.range(0, characters.size())
                                .mapToObj(characters::decode)
                                .toList());
    }

    /**
     * Learns from a text. It ends early when no pair occurs twice.
     *
     * @param text the text
     * @param size how many tokens there shall be, single characters among them
     * @return the vocabulary
     * @throws IllegalArgumentException if the text has more characters
     */
    public static BytePairs learn(String text, int size) {
        BytePairs vocabulary = new BytePairs(Characters.of(text));
        if (vocabulary.size() > size) {
            throw new IllegalArgumentException(
                    "vocabulary: the text has "
                            + vocabulary.size()
                            + " characters; expected at most the size, "
                            + size);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        words(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        List<int[]> words =
                new ArrayList<>(
                        counts.keySet().stream().map(vocabulary.characters::encode).toList());
        int[] often = counts.values().stream().mapToInt(i -> i).toArray();
        while (vocabulary.size() < size) {
            long pair = mostFrequent(words, often);
            if (pair < 0) {
                break;
            }
            int made = vocabulary.add(pair);
            words.replaceAll(word -> joined(word, pair, made));
        }
        return vocabulary;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n') {
                words.add(text.substring(start, i));
                start = i;
            }
        }
        return words;
    }

    /** Of equally frequent pairs the one of the lowest numbers; −1 if none occurs twice. */
    private static long mostFrequent(List<int[]> words, int[] often) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int w = 0; w < often.length; w++) {
            int[] word = words.get(w);
            for (int i = 1; i < word.length; i++) {
                counts.merge(pair(word[i - 1], word[i]), often[w], Integer::sum);
            }
        }
        long best = -1;
        int most = 1;
        for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
            int count = entry.getValue();
            if (count > most || count == most && best >= 0 && entry.getKey() < best) {
                best = entry.getKey();
                most = count;
            }
        }
        return best;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private int add(long pair) {
        int made = tokens.size();
        tokens.add(tokens.get((int) (pair >> 32)) + tokens.get((int) pair));
        pairs.put(pair, made);
        return made;
    }

    private static int[] joined(int[] word, long pair, int made) {
        int[] joined = new int[word.length];
        int n = 0;
        for (int i = 0; i < word.length; i++) {
            boolean meets = i + 1 < word.length && pair(word[i], word[i + 1]) == pair;
            joined[n++] = meets ? made : word[i];
            i += meets ? 1 : 0;
        }
        return n == word.length ? word : Arrays.copyOf(joined, n);
    }

    @Override
    public int size() {
        return tokens.size();
    }

    @Override
    public int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        Map<String, int[]> known = new HashMap<>();
        return words(text).stream()
                .flatMapToInt(word -> Arrays.stream(known.computeIfAbsent(word, this::pieces)))
                .toArray();
    }

    /** Joins pairs in the order in which they were learnt. */
    private int[] pieces(String word) {
        int[] pieces = characters.encode(word);
        while (true) {
            int first = Integer.MAX_VALUE;
            long pair = -1;
            for (int i = 1; i < pieces.length; i++) {
                long candidate = pair(pieces[i - 1], pieces[i]);
                int made = pairs.getOrDefault(candidate, Integer.MAX_VALUE);
                if (made < first) {
                    first = made;
                    pair = candidate;
                }
            }
            if (pair < 0) {
                return pieces;
            }
            pieces = joined(pieces, pair, first);
        }
    }

    @Override
    public String decode(int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(tokens.get(number));
        }
        return text.toString();
    }
}
