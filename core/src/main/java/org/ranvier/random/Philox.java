package org.ranvier.random;

/**
 * Philox-4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC
 * 2011): a function from a key and a counter to four 32-bit words. The key is the seed, the counter
 * the number of the block in its two low words with zeros above; so the stream of a seed is a long
 * sequence of words of which any one can be had at once, in any order, on any device.
 *
 * <p>An element of {@link org.ranvier.op.Op.Random} is made of the words from its position on: F32
 * and I32 take one word an element, F64 two. Normals are made in pairs, see {@link BoxMuller}.
 */
public final class Philox {
    /** The multiplier of the first word. */
    public static final int MULTIPLIER_0 = 0xD2511F53;

    /** The multiplier of the third word. */
    public static final int MULTIPLIER_1 = 0xCD9E8D57;

    /** What is added to the key's low word after each round: the golden ratio. */
    public static final int WEYL_0 = 0x9E3779B9;

    /** What is added to the key's high word after each round: {@code √3 − 1}. */
    public static final int WEYL_1 = 0xBB67AE85;

    /** The number of rounds. */
    public static final int ROUNDS = 10;

    private static final float ULP_24 = 0x1p-24f;
    private static final double ULP_53 = 0x1p-53;

    private Philox() {}

    /**
     * A block of four words.
     *
     * @param seed the key, low word first
     * @param counter the number of the block
     * @param out takes the words, at 0 to 3
     */
    public static void block(long seed, long counter, int[] out) {
        out[0] = (int) counter;
        out[1] = (int) (counter >>> 32);
        out[2] = 0;
        out[3] = 0;
        rounds((int) seed, (int) (seed >>> 32), out);
    }

    /** The bijection itself, from four words of counter to four of output, in place. */
    static void rounds(int key0, int key1, int[] words) {
        int c0 = words[0];
        int c1 = words[1];
        int c2 = words[2];
        int c3 = words[3];
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }

    /**
     * One word.
     *
     * @param seed the key
     * @param position its position in the stream, 0 or above
     * @return word {@code position mod 4} of block {@code position / 4}
     */
    public static int word(long seed, long position) {
        int[] words = new int[4];
        block(seed, position >>> 2, words);
        return words[(int) position & 3];
    }

    /**
     * The number on [0, 1) that a word's upper 24 bits stand for.
     *
     * @param word any word
     * @return a multiple of 2⁻²⁴
     */
    public static float uniform(int word) {
        return (word >>> 8) * ULP_24;
    }

    /**
     * The number on [0, 1) that the upper 53 bits of two words stand for.
     *
     * @param high the word at the lower position
     * @param low the word behind it
     * @return a multiple of 2⁻⁵³
     */
    public static double uniform(int high, int low) {
        return (BoxMuller.join(high, low) >>> 11) * ULP_53;
    }

    /**
     * The uniform F32 element at a position.
     *
     * @param seed the key
     * @param position of its word
     * @return on [0, 1)
     */
    public static float uniformFloat(long seed, long position) {
        return uniform(word(seed, position));
    }

    /**
     * The uniform F64 element at a position.
     *
     * @param seed the key
     * @param position of its first word, even
     * @return on [0, 1)
     */
    public static double uniformDouble(long seed, long position) {
        return uniform(word(seed, position), word(seed, position + 1));
    }

    /**
     * The normal F32 element at a position: of the pair of words that it lies in, an even position
     * takes the cosine, an odd one the sine.
     *
     * @param seed the key
     * @param position of its word
     * @return with mean 0 and deviation 1
     */
    public static float normalFloat(long seed, long position) {
        long pair = position & ~1L;
        float radius = BoxMuller.radius(word(seed, pair));
        int turn = word(seed, pair + 1);
        return radius * ((position & 1) == 0 ? BoxMuller.cosine(turn) : BoxMuller.sine(turn));
    }

    /**
     * The normal F64 element at a position: of the block that it lies in, the first two words make
     * the radius, the last two the angle; position 0 mod 4 takes the cosine, 2 mod 4 the sine.
     *
     * @param seed the key
     * @param position of its first word, even
     * @return with mean 0 and deviation 1
     */
    public static double normalDouble(long seed, long position) {
        int[] w = new int[4];
        block(seed, position >>> 2, w);
        double radius = BoxMuller.radius(BoxMuller.join(w[0], w[1]));
        long turn = BoxMuller.join(w[2], w[3]);
        return radius * ((position & 2) == 0 ? BoxMuller.cosine(turn) : BoxMuller.sine(turn));
    }

    /** A bijection that spreads every bit: the finaliser of SplitMix64 (Steele et al. 2014). */
    static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
