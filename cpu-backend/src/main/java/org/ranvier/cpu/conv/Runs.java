package org.ranvier.cpu.conv;

/**
 * The columns of a panel that are outputs, as runs of neighbours: for each its first column, its
 * length, where it reads with shift 0, and where it goes in the result of the first channel.
 */
final class Runs {
    final int[] column;
    final int[] length;
    final long[] source;
    final long[] target;
    int count;

    Runs(int columns) {
        column = new int[columns];
        length = new int[columns];
        source = new long[columns];
        target = new long[columns];
    }

    void clear() {
        count = 0;
    }

    void add(int first, int columns, long from, long to) {
        column[count] = first;
        length[count] = columns;
        source[count] = from;
        target[count] = to;
        count++;
    }
}
