package org.ranvier.models.sequence;

/** The tokens that texts are made of, numbered from 0. */
public interface Vocabulary {
    /**
     * How many tokens there are.
     *
     * @return the number
     */
    int size();

    /**
     * A text as tokens.
     *
     * @param text the text
     * @return its tokens
     * @throws IllegalArgumentException if it cannot be said in these tokens
     */
    int[] encode(String text);

    /**
     * Tokens as a text.
     *
     * @param tokens the tokens
     * @return the text
     * @throws IndexOutOfBoundsException if there is no such token
     */
    String decode(int... tokens);
}
