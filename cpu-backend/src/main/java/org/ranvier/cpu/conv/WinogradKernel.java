package org.ranvier.cpu.conv;

/**
 * The transforms of {@link Winograd}, each for many neighbours at once. A transformed element is a
 * 4×4 matrix; the sixteen numbers of neighbours lie in sixteen places of memory at one distance,
 * line after line of the matrix. All addresses and distances are in bytes.
 */
interface WinogradKernel {
    /** Elements beyond the last that may be read and written where a method says so. */
    int SLACK = 16;

    /**
     * Four numbers from three taps, G·g: {@code g₀, (g₀ + g₂ + g₁) / 2, (g₀ + g₂ − g₁) / 2, g₂}.
     *
     * @param from where the first tap lies, of the first kernel
     * @param tap distance of taps
     * @param kernels how many neighbours; with {@link #SLACK}
     * @param to where the first number goes; it may be where the first tap is
     * @param number distance of numbers
     */
    void weights(long from, long tap, int kernels, long to, long number);

    /**
     * A line of Bᵀ·d in many channels: the sum or difference of two lines, even and odd columns
     * apart.
     *
     * @param p where column 0 of one line lies, in the first channel
     * @param pChannel distance of channels there
     * @param q where column 0 of the other lies
     * @param qChannel distance of channels there
     * @param sign 1 for {@code p + q}, −1 for {@code p − q}
     * @param from the first column that is there; before it are zeros that are not read
     * @param to behind the last that is there
     * @param pairs how many even and how many odd columns; with {@link #SLACK} in the target
     * @param channels how many
     * @param even where the even ones go, in the first channel
     * @param odd distance of the odd ones from there
     * @param channel distance of channels there
     */
    void split(
            long p,
            long pChannel,
            long q,
            long qChannel,
            float sign,
            int from,
            int to,
            int pairs,
            int channels,
            long even,
            long odd,
            long channel);

    /**
     * What {@link #split} gave, times B, in many channels: four numbers of a tile from its four
     * columns, {@code x₀ − x₂, x₁ + x₂, x₂ − x₁, x₁ − x₃}.
     *
     * @param even where the even columns lie, in the first channel; with {@link #SLACK}
     * @param odd distance of the odd ones from there
     * @param channel distance of channels there
     * @param tiles how many
     * @param channels how many
     * @param to where the first number goes, in the first channel
     * @param row distance of channels there
     * @param number distance of the four numbers
     */
    void source(
            long even,
            long odd,
            long channel,
            int tiles,
            int channels,
            long to,
            long row,
            long number);

    /**
     * A line of outputs in many channels, Aᵀ·m·A: from three lines of four numbers m the sums
     * {@code u = m₀ ± m₁ ± m₂}, from those {@code u₀ + u₁ + u₂} and {@code u₁ − u₂ − u₃}.
     *
     * @param from where the first number of the first line lies, in the first channel; with {@link
     *     #SLACK}
     * @param row distance of channels there
     * @param number distance of numbers
     * @param sign 1 or −1
     * @param tiles how many
     * @param channels how many
     * @param to where the first output goes, in the first channel
     * @param channel distance of channels there
     * @param columns how many outputs are wanted, at most two for each tile
     * @return whether all are finite, also those that are not wanted
     */
    boolean result(
            long from,
            long row,
            long number,
            float sign,
            int tiles,
            int channels,
            long to,
            long channel,
            int columns);
}
