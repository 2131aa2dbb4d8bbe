package org.ranvier.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ranvier.cpu.math.Lanes;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.twin.Vectors;

/** Rows and columns joined without vectors, in the order of {@link RowLoops}. */
final class ScalarKernels {
    private static final int WIDTH = Vectors.available() ? 4 * Lanes.DOUBLES : 32;

    private ScalarKernels() {}

    static RowKernel rows(Joining joining) {
        return (x, pitch, rows, n, results) -> {
            for (int row = 0; row < rows; row++) {
                double result = row(joining, x + row * pitch, n);
                Raw.ALL.set(Raw.DOUBLE, results + 8L * row, result);
            }
        };
    }

    private static double row(Joining joining, long x, int n) {
        double[] sums = Scratch.local().doubles(1);
        Arrays.fill(sums, 0, WIDTH, joining.identity());
        int whole = n & -WIDTH;
        fold(joining, sums, WIDTH, x, whole);
        fold(joining, sums, WIDTH / 4, x + (long) whole * joining.type().byteSize(), n - whole);
        for (int half = WIDTH / 2; half > 0; half /= 2) {
            joining.join(sums, 0, sums, half, half);
        }
        return sums[0];
    }

    /** Joins element i to accumulator i modulo the width. */
    private static void fold(Joining joining, double[] sums, int width, long x, int n) {
        for (int done = 0; done < n; done += Scratch.ELEMENTS) {
            int count = Math.min(Scratch.ELEMENTS, n - done);
            long from = x + (long) done * joining.type().byteSize();
            double[] v = Elements.doubles(joining.type(), from, count, 0);
            for (int i = 0; i < count; i += width) {
                joining.join(sums, 0, v, i, Math.min(width, count - i));
            }
        }
    }

    static ColumnKernel columns(Joining joining) {
        return (x, pitch, rows, n, results) -> {
            double[] sums = Scratch.local().doubles(1);
            MemorySegment.copy(Raw.ALL, Raw.DOUBLE, results, sums, 0, n);
            for (int row = 0; row < rows; row++) {
                double[] v = Elements.doubles(joining.type(), x + row * pitch, n, 0);
                joining.join(sums, 0, v, 0, n);
            }
            MemorySegment.copy(sums, 0, Raw.ALL, Raw.DOUBLE, results, n);
        };
    }
}
