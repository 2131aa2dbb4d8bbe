package org.ranvier.cpu.tile;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromMemorySegment;
import static jdk.incubator.vector.DoubleVector.zero;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop in double precision with vectors: as many accumulators as the processor's
 * registers hold, so that the multipliers never wait for a sum.
 *
 * <p>It is written out without methods of its own: the compiler stops inlining them long before so
 * many accumulators are done, and a vector that crosses a call becomes an object.
 *
 * <p>Rows 0, 1, 2 are found from one pointer and rows 3, 4, 5 from another, by the same two
 * distances: with a pointer for each row the compiler runs out of general registers and moves them
 * to vector registers and back in the loop, which cost a tenth of the speed. Where there are fewer
 * rows, some are computed twice, with the same result.
 */
final class DoubleTile implements TileKernel {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

    /** Bytes of a vector. */
    private static final long W = S.vectorByteSize();

    /** Bytes of an element. */
    private static final long E = Double.BYTES;

    private static final boolean WIDE = Tiles.manyRegisters(S.vectorBitSize());
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** Columns of a tile. */
    static final int COLUMNS = (WIDE ? 4 : 2) * S.length();

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
        if (WIDE) {
            wide(a, aRow, aStep, rows, b, at, from, to, c, cRow);
        } else {
            narrow(a, aRow, aStep, rows, b, at, from, to, c, cRow);
        }
    }

    private static void wide(
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
        long a1 = Math.min(1, rows - 1) * aRow;
        long a2 = Math.min(2, rows - 1) * aRow;
        long upper = a + from * aStep;
        long lower = upper + Math.max(0, rows - 3) * aRow;
        DoubleVector c00 = zero(S);
        DoubleVector c01 = zero(S);
        DoubleVector c02 = zero(S);
        DoubleVector c03 = zero(S);
        DoubleVector c10 = zero(S);
        DoubleVector c11 = zero(S);
        DoubleVector c12 = zero(S);
        DoubleVector c13 = zero(S);
        DoubleVector c20 = zero(S);
        DoubleVector c21 = zero(S);
        DoubleVector c22 = zero(S);
        DoubleVector c23 = zero(S);
        DoubleVector c30 = zero(S);
        DoubleVector c31 = zero(S);
        DoubleVector c32 = zero(S);
        DoubleVector c33 = zero(S);
        DoubleVector c40 = zero(S);
        DoubleVector c41 = zero(S);
        DoubleVector c42 = zero(S);
        DoubleVector c43 = zero(S);
        DoubleVector c50 = zero(S);
        DoubleVector c51 = zero(S);
        DoubleVector c52 = zero(S);
        DoubleVector c53 = zero(S);
        for (int k = from; k < to; k++) {
            long bk = b + at[k];
            DoubleVector b0 = fromMemorySegment(S, ALL, bk, ORDER);
            DoubleVector b1 = fromMemorySegment(S, ALL, bk + W, ORDER);
            DoubleVector b2 = fromMemorySegment(S, ALL, bk + 2 * W, ORDER);
            DoubleVector b3 = fromMemorySegment(S, ALL, bk + 3 * W, ORDER);
            DoubleVector x0 = broadcast(S, ALL.get(ELEMENT, upper));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            DoubleVector x1 = broadcast(S, ALL.get(ELEMENT, upper + a1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            DoubleVector x2 = broadcast(S, ALL.get(ELEMENT, upper + a2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            DoubleVector x3 = broadcast(S, ALL.get(ELEMENT, lower));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            DoubleVector x4 = broadcast(S, ALL.get(ELEMENT, lower + a1));
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            DoubleVector x5 = broadcast(S, ALL.get(ELEMENT, lower + a2));
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
            upper += aStep;
            lower += aStep;
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + W, ORDER);
        c02.intoMemorySegment(ALL, c + 2 * W, ORDER);
        c03.intoMemorySegment(ALL, c + 3 * W, ORDER);
        long row = c + Math.min(1, rows - 1) * cRow;
        c10.intoMemorySegment(ALL, row, ORDER);
        c11.intoMemorySegment(ALL, row + W, ORDER);
        c12.intoMemorySegment(ALL, row + 2 * W, ORDER);
        c13.intoMemorySegment(ALL, row + 3 * W, ORDER);
        row = c + Math.min(2, rows - 1) * cRow;
        c20.intoMemorySegment(ALL, row, ORDER);
        c21.intoMemorySegment(ALL, row + W, ORDER);
        c22.intoMemorySegment(ALL, row + 2 * W, ORDER);
        c23.intoMemorySegment(ALL, row + 3 * W, ORDER);
        c += Math.max(0, rows - 3) * cRow;
        c30.intoMemorySegment(ALL, c, ORDER);
        c31.intoMemorySegment(ALL, c + W, ORDER);
        c32.intoMemorySegment(ALL, c + 2 * W, ORDER);
        c33.intoMemorySegment(ALL, c + 3 * W, ORDER);
        row = c + Math.min(1, rows - 1) * cRow;
        c40.intoMemorySegment(ALL, row, ORDER);
        c41.intoMemorySegment(ALL, row + W, ORDER);
        c42.intoMemorySegment(ALL, row + 2 * W, ORDER);
        c43.intoMemorySegment(ALL, row + 3 * W, ORDER);
        row = c + Math.min(2, rows - 1) * cRow;
        c50.intoMemorySegment(ALL, row, ORDER);
        c51.intoMemorySegment(ALL, row + W, ORDER);
        c52.intoMemorySegment(ALL, row + 2 * W, ORDER);
        c53.intoMemorySegment(ALL, row + 3 * W, ORDER);
    }

    private static void narrow(
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
        long a1 = Math.min(1, rows - 1) * aRow;
        long a2 = Math.min(2, rows - 1) * aRow;
        long upper = a + from * aStep;
        long lower = upper + Math.max(0, rows - 3) * aRow;
        DoubleVector c00 = zero(S);
        DoubleVector c01 = zero(S);
        DoubleVector c10 = zero(S);
        DoubleVector c11 = zero(S);
        DoubleVector c20 = zero(S);
        DoubleVector c21 = zero(S);
        DoubleVector c30 = zero(S);
        DoubleVector c31 = zero(S);
        DoubleVector c40 = zero(S);
        DoubleVector c41 = zero(S);
        DoubleVector c50 = zero(S);
        DoubleVector c51 = zero(S);
        for (int k = from; k < to; k++) {
            long bk = b + at[k];
            DoubleVector b0 = fromMemorySegment(S, ALL, bk, ORDER);
            DoubleVector b1 = fromMemorySegment(S, ALL, bk + W, ORDER);
            DoubleVector x0 = broadcast(S, ALL.get(ELEMENT, upper));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            DoubleVector x1 = broadcast(S, ALL.get(ELEMENT, upper + a1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            DoubleVector x2 = broadcast(S, ALL.get(ELEMENT, upper + a2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            DoubleVector x3 = broadcast(S, ALL.get(ELEMENT, lower));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            DoubleVector x4 = broadcast(S, ALL.get(ELEMENT, lower + a1));
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            DoubleVector x5 = broadcast(S, ALL.get(ELEMENT, lower + a2));
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            upper += aStep;
            lower += aStep;
        }
        c00.intoMemorySegment(ALL, c, ORDER);
        c01.intoMemorySegment(ALL, c + W, ORDER);
        long row = c + Math.min(1, rows - 1) * cRow;
        c10.intoMemorySegment(ALL, row, ORDER);
        c11.intoMemorySegment(ALL, row + W, ORDER);
        row = c + Math.min(2, rows - 1) * cRow;
        c20.intoMemorySegment(ALL, row, ORDER);
        c21.intoMemorySegment(ALL, row + W, ORDER);
        c += Math.max(0, rows - 3) * cRow;
        c30.intoMemorySegment(ALL, c, ORDER);
        c31.intoMemorySegment(ALL, c + W, ORDER);
        row = c + Math.min(1, rows - 1) * cRow;
        c40.intoMemorySegment(ALL, row, ORDER);
        c41.intoMemorySegment(ALL, row + W, ORDER);
        row = c + Math.min(2, rows - 1) * cRow;
        c50.intoMemorySegment(ALL, row, ORDER);
        c51.intoMemorySegment(ALL, row + W, ORDER);
    }

    @Override
    public void store(
            long tile, long tileRow, int rows, int columns, long c, long cRow, boolean add) {
        for (int i = 0; i < rows; i++) {
            long source = tile + i * tileRow;
            long target = c + i * cRow;
            for (int j = 0; j < columns; j += S.length()) {
                VectorMask<Double> in = S.indexInRange(j, columns);
                DoubleVector v = fromMemorySegment(S, ALL, source + j * E, ORDER);
                if (add) {
                    v = v.add(fromMemorySegment(S, ALL, target + j * E, ORDER, in));
                }
                v.intoMemorySegment(ALL, target + j * E, ORDER, in);
            }
        }
    }

    @Override
    public void gather(
            long source, long[] at, int from, int to, int columns, long target, long targetRow) {
        int whole = S.loopBound(columns);
        VectorMask<Double> rest = S.indexInRange(whole, columns);
        for (int k = from; k < to; k++) {
            long row = source + at[k];
            long place = target + (k - from) * targetRow;
            for (int j = 0; j < whole; j += S.length()) {
                fromMemorySegment(S, ALL, row + j * E, ORDER)
                        .intoMemorySegment(ALL, place + j * E, ORDER);
            }
            fromMemorySegment(S, ALL, row + whole * E, ORDER, rest)
                    .intoMemorySegment(ALL, place + whole * E, ORDER, rest);
        }
    }
}
