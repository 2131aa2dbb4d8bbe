package org.ranvier.cpu;

import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.F64;
import static org.ranvier.cpu.math.Lanes.HALF_F32;
import static org.ranvier.cpu.math.Lanes.widened;
import static org.ranvier.cpu.memory.Raw.ALL;
import static org.ranvier.cpu.memory.Raw.FLOAT;

import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/** F32 with vectors: the sums of some columns stay in registers over all rows. */
final class FloatVectorSumRows implements SumRows {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    /** Vectors of sums that are held at once. */
    private static final int HELD = 4;

    @Override
    public void run(long x, long pitch, int[] rows, int first, int end, long y, int n) {
        int k = 0;
        for (; k <= n - HELD * DOUBLES; k += HELD * DOUBLES) {
            wide(x + k * E, pitch, rows, first, end, y + k * E);
        }
        for (; k <= n - DOUBLES; k += DOUBLES) {
            DoubleVector sum = DoubleVector.zero(F64);
            for (int i = first; i < end; i++) {
                sum = sum.add(widened(ALL, x + rows[i] * pitch + k * E));
            }
            store(sum, y + k * E);
        }
        for (; k < n; k++) {
            double sum = 0;
            for (int i = first; i < end; i++) {
                sum += ALL.get(FLOAT, x + rows[i] * pitch + k * E);
            }
            ALL.set(FLOAT, y + k * E, (float) sum);
        }
    }

    private static void wide(long x, long pitch, int[] rows, int first, int end, long y) {
        DoubleVector s0 = DoubleVector.zero(F64);
        DoubleVector s1 = DoubleVector.zero(F64);
        DoubleVector s2 = DoubleVector.zero(F64);
        DoubleVector s3 = DoubleVector.zero(F64);
        for (int i = first; i < end; i++) {
            long row = x + rows[i] * pitch;
            s0 = s0.add(widened(ALL, row));
            s1 = s1.add(widened(ALL, row + DOUBLES * E));
            s2 = s2.add(widened(ALL, row + 2 * DOUBLES * E));
            s3 = s3.add(widened(ALL, row + 3 * DOUBLES * E));
        }
        store(s0, y);
        store(s1, y + DOUBLES * E);
        store(s2, y + 2 * DOUBLES * E);
        store(s3, y + 3 * DOUBLES * E);
    }

    private static void store(DoubleVector sum, long y) {
        sum.castShape(HALF_F32, 0).reinterpretAsFloats().intoMemorySegment(ALL, y, ORDER);
    }
}
