package org.ranvier.cpu.pool;

import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.I32;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.ranvier.DType;
import org.ranvier.cpu.math.Lanes;

/**
 * On F32, a vector of outputs at a time, for windows at a distance of 1 or 2. The last vector of a
 * row overlaps the one before it; only rows shorter than a vector are masked, since masked loads
 * were measured four times slower from main memory: nothing is fetched ahead of them.
 */
final class VectorMax implements MaxKernel {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    /** So few outputs of a row are done one by one. */
    private static final int FEW = 3;

    /**
     * Takes every second of 2·FLOATS − 1 neighbours, from two vectors: the second begins with the
     * last element of the first, so that no more is read than what is needed.
     */
    private static final IntVector EVEN =
            IntVector.zero(I32).addIndex(2).add(1, VectorMask.fromLong(I32, -1L << FLOATS / 2));

    private final ScalarMax others = new ScalarMax(DType.F32);

    @Override
    public void run(MaxArea area, long x, long y, long at) {
        if (area.columns() <= FEW || area.stride() > 2) {
            others.run(area, x, y, at);
            return;
        }
        for (int row = 0; row < area.rows(); row++) {
            int start = area.start(row);
            long output = area.target(row) * E;
            if (area.columns() < FLOATS) {
                part(x, start, area.taps(), area.stride(), area.columns(), y + output, at + output);
            } else if (area.stride() == 1) {
                dense(x, start, area.taps(), area.columns(), y + output, at + output);
            } else {
                even(x, start, area.taps(), area.columns(), y + output, at + output);
            }
        }
    }

    private static VectorMask<Float> better(FloatVector now, FloatVector best) {
        return now.compare(VectorOperators.LE, best)
                .not()
                .and(best.compare(VectorOperators.EQ, best));
    }

    private static void dense(long x, int first, int[] taps, int n, long y, long at) {
        int last = n - FLOATS;
        for (int o = 0; o < n; o += FLOATS) {
            int from = Math.min(o, last);
            int start = first + from;
            IntVector here = IntVector.zero(I32).addIndex(1).add(start);
            FloatVector best = Lanes.floats(x + (start + taps[0]) * E);
            IntVector position = here.add(taps[0]);
            for (int t = 1; t < taps.length; t++) {
                FloatVector now = Lanes.floats(x + (start + taps[t]) * E);
                VectorMask<Float> mask = better(now, best);
                best = best.blend(now, mask);
                position = position.blend(here.add(taps[t]), mask.cast(I32));
            }
            Lanes.put(best, y + from * E);
            Lanes.put(position, at + from * E);
        }
    }

    private static void even(long x, int first, int[] taps, int n, long y, long at) {
        int last = n - FLOATS;
        for (int o = 0; o < n; o += FLOATS) {
            int from = Math.min(o, last);
            int start = first + 2 * from;
            IntVector here = IntVector.zero(I32).addIndex(2).add(start);
            FloatVector best = even(x + (start + taps[0]) * E);
            IntVector position = here.add(taps[0]);
            for (int t = 1; t < taps.length; t++) {
                FloatVector now = even(x + (start + taps[t]) * E);
                VectorMask<Float> mask = better(now, best);
                best = best.blend(now, mask);
                position = position.blend(here.add(taps[t]), mask.cast(I32));
            }
            Lanes.put(best, y + from * E);
            Lanes.put(position, at + from * E);
        }
    }

    private static FloatVector even(long address) {
        IntVector low = Lanes.ints(address);
        IntVector high = Lanes.ints(address + (FLOATS - 1) * E);
        return EVEN.selectFrom(low, high).reinterpretAsFloats();
    }

    /** A row of less than a vector. */
    private static void part(long x, int start, int[] taps, int stride, int n, long y, long at) {
        VectorMask<Integer> some = I32.indexInRange(0, n);
        VectorMask<Integer> front = I32.indexInRange(0, stride * (n - 1) + 1);
        VectorMask<Integer> back = I32.indexInRange(0, Math.max(0, stride * n - FLOATS));
        IntVector steps = IntVector.zero(I32).addIndex(stride);
        IntVector lanes = stride == 1 ? steps : EVEN;
        IntVector here = steps.add(start);
        FloatVector best = part(x + (start + taps[0]) * E, front, back, lanes);
        IntVector position = here.add(taps[0]);
        for (int t = 1; t < taps.length; t++) {
            FloatVector now = part(x + (start + taps[t]) * E, front, back, lanes);
            VectorMask<Float> mask = better(now, best);
            best = best.blend(now, mask);
            position = position.blend(here.add(taps[t]), mask.cast(I32));
        }
        best.reinterpretAsInts().intoMemorySegment(ALL, y, ORDER, some);
        position.intoMemorySegment(ALL, at, ORDER, some);
    }

    private static FloatVector part(
            long address, VectorMask<Integer> front, VectorMask<Integer> back, IntVector lanes) {
        IntVector low = IntVector.fromMemorySegment(I32, ALL, address, ORDER, front);
        IntVector high =
                IntVector.fromMemorySegment(I32, ALL, address + (FLOATS - 1) * E, ORDER, back);
        return lanes.selectFrom(low, high).reinterpretAsFloats();
    }
}
