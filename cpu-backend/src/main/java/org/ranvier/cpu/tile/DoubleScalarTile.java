package org.ranvier.cpu.tile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ranvier.cpu.memory.Raw;

/** The inner loop in double precision without vectors, on arrays, which compile soon and well. */
final class DoubleScalarTile implements TileKernel {
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final int COLUMNS = Tiles.DOUBLE_COLUMNS;

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
        double[] row = new double[COLUMNS];
        for (int k = from; k < to; k++) {
            MemorySegment.copy(Raw.ALL, ELEMENT, b + at[k], row, 0, COLUMNS);
            for (int i = 0; i < rows; i++) {
                addProducts(Raw.ALL.get(ELEMENT, a + i * aRow + k * aStep), row, sums, i * COLUMNS);
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

    private static void addProducts(double x, double[] row, double[] sums, int first) {
        for (int j = 0; j < COLUMNS; j++) {
            sums[first + j] = Math.fma(x, row[j], sums[first + j]);
        }
    }
}
