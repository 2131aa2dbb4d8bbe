package org.ranvier.models.sequence;

import java.util.Arrays;

/** A vocabulary of single characters, in the order of Unicode. */
public final class Characters implements Vocabulary {
    private final int[] characters;

    private Characters(int[] characters) {
        this.characters = characters;
    }

    /**
     * The characters that occur in a text.
     *
     * @param text the text
     * @return the vocabulary
     */
    public static Characters of(String text) {
        return new Characters(text.codePoints().distinct().sorted().toArray());
    }

    @Override
    public int size() {
        return characters.length;
    }

    @Override
    public int[] encode(String text) {
        return text.codePoints().map(this::token).toArray();
    }

    private int token(int character) {
        int token = Arrays.binarySearch(characters, character);
        if (token < 0) {
            throw new IllegalArgumentException(
                    "vocabulary: character \""
                            + Character.toString(character)
                            + "\" is none of \""
                            + new String(characters, 0, characters.length)
                            + "\"");
        }
        return token;
    }

    @Override
    public String decode(int... tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.appendCodePoint(characters[token]);
        }
        return text.toString();
    }
}
