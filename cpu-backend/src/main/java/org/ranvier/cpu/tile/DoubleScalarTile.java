package org.ranvier.cpu.tile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.cpu.memory.Raw;

/** The inner loop in double precision without vectors, on arrays, which compile soon and well. */
final class DoubleScalarTile implements TileKernel {
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int COLUMNS = Tiles.DOUBLE_COLUMNS;

    /** Terms that are added at once. */
    private static final int BLOCK = 8;

    @Override
    public void run(
            long a,
            long aRow,
            long aStep,
            int rows,
            long b,
            long[] at,
            int from,
            int to,
            long c,
            long cRow) {
        double[] sums = new double[rows * COLUMNS];
        double[] right = new double[BLOCK * COLUMNS];
        double[] left = new double[BLOCK];
        for (int k = from; k < to; k += BLOCK) {
            int block = Math.min(BLOCK, to - k);
            for (int i = 0; i < block; i++) {
                MemorySegment.copy(Raw.ALL, ELEMENT, b + at[k + i], right, i * COLUMNS, COLUMNS);
            }
            for (int i = 0; i < rows; i++) {
                long row = a + i * aRow + k * aStep;
                for (int j = 0; j < block; j++) {
                    left[j] = Raw.ALL.get(ELEMENT, row + j * aStep);
                }
                if (block == BLOCK) {
                    addBlock(left, right, sums, i * COLUMNS);
                } else {
                    addRows(left, block, right, sums, i * COLUMNS);
                }
            }
        }
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(sums, i * COLUMNS, Raw.ALL, ELEMENT, c + i * cRow, COLUMNS);
        }
    }

    @Override
    public void store(
            long tile, long tileRow, int rows, int columns, long c, long cRow, boolean add) {
        double[] sums = new double[columns];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(Raw.ALL, ELEMENT, tile + i * tileRow, sums, 0, columns);
            if (add) {
                MemorySegment.copy(Raw.ALL, ELEMENT, c + i * cRow, row, 0, columns);
                for (int j = 0; j < columns; j++) {
                    sums[j] += row[j];
                }
            }
            MemorySegment.copy(sums, 0, Raw.ALL, ELEMENT, c + i * cRow, columns);
        }
    }

    @Override
    public void gather(
            long source, long[] at, int from, int to, int columns, long target, long targetRow) {
        for (int k = from; k < to; k++) {
            MemorySegment.copy(
                    Raw.ALL,
                    source + at[k],
                    Raw.ALL,
                    target + (k - from) * targetRow,
                    columns * (long) Double.BYTES);
        }
    }

    private static void addRows(double[] x, int rows, double[] right, double[] sums, int first) {
        for (int k = 0; k < rows; k++) {
            for (int j = 0; j < COLUMNS; j++) {
                sums[first + j] = Math.fma(x[k], right[k * COLUMNS + j], sums[first + j]);
            }
        }
    }

    /** A whole block at once, for a sum is then read and written once. */
    private static void addBlock(double[] x, double[] right, double[] sums, int first) {
        double x0 = x[0];
        double x1 = x[1];
        double x2 = x[2];
        double x3 = x[3];
        double x4 = x[4];
        double x5 = x[5];
        double x6 = x[6];
        double x7 = x[7];
        for (int j = 0; j < COLUMNS; j++) {
            double sum = Math.fma(x0, right[j], sums[first + j]);
            sum = Math.fma(x1, right[COLUMNS + j], sum);
            sum = Math.fma(x2, right[2 * COLUMNS + j], sum);
            sum = Math.fma(x3, right[3 * COLUMNS + j], sum);
            sum = Math.fma(x4, right[4 * COLUMNS + j], sum);
            sum = Math.fma(x5, right[5 * COLUMNS + j], sum);
            sum = Math.fma(x6, right[6 * COLUMNS + j], sum);
            sums[first + j] = Math.fma(x7, right[7 * COLUMNS + j], sum);
        }
    }
}
