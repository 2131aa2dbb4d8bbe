package org.ranvier.cpu;

import java.lang.foreign.MemorySegment;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Elements;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.memory.Scratch;
import org.ranvier.cpu.reduce.ColumnKernel;

/**
 * By the kernel that adds rows in reductions.
 *
 * @param kernel adds a row to sums
 * @param type the type of the elements
 */
record ColumnSumRows(ColumnKernel kernel, DType type) implements SumRows {
    /** The most neighbours that are added at once. */
    private static final int WIDTH = 512;

    @Override
    public void run(long x, long pitch, int[] rows, int first, int end, long y, int n) {
        int bytes = type.byteSize();
        for (int k = 0; k < n; k += WIDTH) {
            long offset = (long) k * bytes;
            part(x + offset, pitch, rows, first, end, y + offset, Math.min(WIDTH, n - k));
        }
    }

    private void part(long x, long pitch, int[] rows, int first, int end, long y, int n) {
        double[] sums = Scratch.local().doubles(2);
        MemorySegment memory = Scratch.local().memory(2);
        memory.asSlice(0, 8L * n).fill((byte) 0);
        for (int i = first; i < end; i++) {
            kernel.run(x + rows[i] * pitch, 0, 1, n, memory.address());
        }
        MemorySegment.copy(Raw.ALL, Raw.DOUBLE, memory.address(), sums, 0, n);
        Elements.store(type, sums, n, y, 1);
    }
}
