package org.ranvier.cpu.pool;

/**
 * Neighbouring outputs of a channel whose windows lie alike in the input. All numbers count
 * elements.
 *
 * @param first where the first output's window begins in the channel
 * @param output the first output's number
 * @param rows how many rows of outputs
 * @param columns outputs of a row
 * @param rowStep distance of the windows of neighbouring rows
 * @param rowOutputs distance of rows in the output
 * @param stride distance of the windows of neighbouring columns
 * @param taps where the elements of a window are, seen from where it begins, in order
 */
record MaxArea(
        int first,
        int output,
        int rows,
        int columns,
        int rowStep,
        int rowOutputs,
        int stride,
        int[] taps) {
    /** Where the windows of a row begin. */
    int start(int row) {
        return first + row * rowStep;
    }

    /** The number of the first output of a row. */
    int target(int row) {
        return output + row * rowOutputs;
    }
}
