package org.ranvier.cpu.tile;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.FloatVector.zero;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loop in single precision with vectors: as many accumulators as the processor's
 * registers hold, so that the multipliers never wait for a sum.
 *
 * <p>It is written out without methods of its own: the compiler stops inlining them long before so
 * many accumulators are done, and a vector that crosses a call becomes an object.
 *
 * <p>Rows 0, 1, 2 are found from one pointer and rows 3, 4, 5 from another, by the same two
 * distances: with a pointer for each row the compiler runs out of general registers and moves them
 * to vector registers and back in the loop, which cost a tenth of the speed. Both are computed anew
 * for each k, so that no step waits for a pointer of the step before. Where there are fewer rows,
 * some are computed twice, with the same result.
 */
final class FloatTile implements TileKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    /** Bytes of a vector. */
    private static final long W = S.vectorByteSize();

    /** Bytes of an element. */
    private static final long E = Float.BYTES;

    private static final boolean WIDE = Tiles.manyRegisters(S.vectorBitSize());
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;

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
        long a3 = Math.max(0, rows - 3) * aRow;
        FloatVector c00 = zero(S);
        FloatVector c01 = zero(S);
        FloatVector c02 = zero(S);
        FloatVector c03 = zero(S);
        FloatVector c10 = zero(S);
        FloatVector c11 = zero(S);
        FloatVector c12 = zero(S);
        FloatVector c13 = zero(S);
        FloatVector c20 = zero(S);
        FloatVector c21 = zero(S);
        FloatVector c22 = zero(S);
        FloatVector c23 = zero(S);
        FloatVector c30 = zero(S);
        FloatVector c31 = zero(S);
        FloatVector c32 = zero(S);
        FloatVector c33 = zero(S);
        FloatVector c40 = zero(S);
        FloatVector c41 = zero(S);
        FloatVector c42 = zero(S);
        FloatVector c43 = zero(S);
        FloatVector c50 = zero(S);
        FloatVector c51 = zero(S);
        FloatVector c52 = zero(S);
        FloatVector c53 = zero(S);
        for (int k = from; k < to; k++) {
            long upper = a + k * aStep;
            long lower = upper + a3;
            long bk = b + at[k];
            FloatVector b0 = fromMemorySegment(S, ALL, bk, ORDER);
            FloatVector b1 = fromMemorySegment(S, ALL, bk + W, ORDER);
            FloatVector b2 = fromMemorySegment(S, ALL, bk + 2 * W, ORDER);
            FloatVector b3 = fromMemorySegment(S, ALL, bk + 3 * W, ORDER);
            FloatVector x0 = broadcast(S, ALL.get(ELEMENT, upper));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = broadcast(S, ALL.get(ELEMENT, upper + a1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = broadcast(S, ALL.get(ELEMENT, upper + a2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = broadcast(S, ALL.get(ELEMENT, lower));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            FloatVector x4 = broadcast(S, ALL.get(ELEMENT, lower + a1));
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            FloatVector x5 = broadcast(S, ALL.get(ELEMENT, lower + a2));
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
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
        long a3 = Math.max(0, rows - 3) * aRow;
        FloatVector c00 = zero(S);
        FloatVector c01 = zero(S);
        FloatVector c10 = zero(S);
        FloatVector c11 = zero(S);
        FloatVector c20 = zero(S);
        FloatVector c21 = zero(S);
        FloatVector c30 = zero(S);
        FloatVector c31 = zero(S);
        FloatVector c40 = zero(S);
        FloatVector c41 = zero(S);
        FloatVector c50 = zero(S);
        FloatVector c51 = zero(S);
        for (int k = from; k < to; k++) {
            long upper = a + k * aStep;
            long lower = upper + a3;
            long bk = b + at[k];
            FloatVector b0 = fromMemorySegment(S, ALL, bk, ORDER);
            FloatVector b1 = fromMemorySegment(S, ALL, bk + W, ORDER);
            FloatVector x0 = broadcast(S, ALL.get(ELEMENT, upper));
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = broadcast(S, ALL.get(ELEMENT, upper + a1));
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = broadcast(S, ALL.get(ELEMENT, upper + a2));
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = broadcast(S, ALL.get(ELEMENT, lower));
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = broadcast(S, ALL.get(ELEMENT, lower + a1));
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = broadcast(S, ALL.get(ELEMENT, lower + a2));
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
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
                VectorMask<Float> in = S.indexInRange(j, columns);
                FloatVector v = fromMemorySegment(S, ALL, source + j * E, ORDER);
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
        VectorMask<Float> rest = S.indexInRange(whole, columns);
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
