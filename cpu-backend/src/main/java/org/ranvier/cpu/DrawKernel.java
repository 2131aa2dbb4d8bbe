package org.ranvier.cpu;

/** Makes random numbers from words of a stream. */
@FunctionalInterface
interface DrawKernel {
    /** The most words that a call takes, a multiple of the four of a block. */
    int WORDS = 2048;

    /**
     * Writes the elements that the words from a position on make.
     *
     * @param seed the stream
     * @param position of the first word, a multiple of 4
     * @param to address of the first element
     * @param n how many elements, of no more than {@link #WORDS} words
     */
    void run(long seed, long position, long to, int n);
}
