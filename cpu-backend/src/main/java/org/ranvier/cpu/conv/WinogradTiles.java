package org.ranvier.cpu.conv;

import org.ranvier.cpu.tile.Tiles;

/**
 * The tiles of all images, line after line, cut into blocks of as many as a panel has columns.
 *
 * @param width tiles of a block
 * @param lines lines of tiles of an image
 * @param columns tiles of a line
 * @param count tiles of all images
 */
record WinogradTiles(int width, long lines, long columns, long count) {
    WinogradTiles(Correlation whole) {
        long lines = Math.ceilDiv(whole.axes()[1].count, 2);
        long columns = Math.ceilDiv(whole.axes()[2].count, 2);
        this(Tiles.columns(whole.type()), lines, columns, whole.images() * lines * columns);
    }

    long blocks() {
        return Math.ceilDiv(count, width);
    }

    /**
     * Tiles of a block that are neighbours in one line.
     *
     * @param place of the first in the block
     * @param length how many
     * @param image of which image
     * @param line in which line
     * @param column the first
     */
    record Run(int place, int length, long image, long line, long column) {}

    /** The run that begins at a place of a block. */
    Run run(long block, int place) {
        long first = block * width + place;
        long column = first % columns;
        long rest = Math.min((block + 1) * width, count) - first;
        int length = (int) Math.min(rest, columns - column);
        return new Run(place, length, first / columns / lines, first / columns % lines, column);
    }

    /** How many tiles a block has. */
    int size(long block) {
        return (int) Math.min(width, count - block * width);
    }
}
