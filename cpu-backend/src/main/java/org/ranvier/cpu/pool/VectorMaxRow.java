package org.ranvier.cpu.pool;

import static org.ranvier.cpu.math.Lanes.F32;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.I32;
import static org.ranvier.cpu.memory.Raw.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.ranvier.DType;

/** On F32, a vector of outputs at a time, for windows at a distance of 1 or 2. */
final class VectorMaxRow implements MaxRow {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final long E = Float.BYTES;

    /** Takes the even elements of two vectors. */
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F32, i -> 2 * i);

    private final ScalarMaxRow others = new ScalarMaxRow(DType.F32);

    @Override
    public void run(long x, long left, int first, int[] taps, int stride, long y, long at, int n) {
        switch (stride) {
            case 1 -> dense(x, left, first, taps, y, at, n);
            case 2 -> even(x, left, first, taps, y, at, n);
            default -> others.run(x, left, first, taps, stride, y, at, n);
        }
    }

    private static FloatVector load(long x, long left, long index) {
        VectorMask<Float> mask = F32.indexInRange(0, Math.max(0, left - index));
        return FloatVector.fromMemorySegment(F32, ALL, x + index * E, ORDER, mask);
    }

    private static VectorMask<Float> better(FloatVector now, FloatVector best) {
        return now.compare(VectorOperators.LE, best)
                .not()
                .and(best.compare(VectorOperators.EQ, best));
    }

    private static void store(FloatVector best, IntVector position, long y, long at, int o, int n) {
        best.intoMemorySegment(ALL, y + o * E, ORDER, F32.indexInRange(o, n));
        position.intoMemorySegment(ALL, at + o * E, ORDER, I32.indexInRange(o, n));
    }

    private static void dense(long x, long left, int first, int[] taps, long y, long at, int n) {
        for (int o = 0; o < n; o += FLOATS) {
            int start = first + o;
            IntVector here = IntVector.zero(I32).addIndex(1).add(start);
            FloatVector best = load(x, left, start + taps[0]);
            IntVector position = here.add(taps[0]);
            for (int t = 1; t < taps.length; t++) {
                FloatVector now = load(x, left, start + taps[t]);
                VectorMask<Float> mask = better(now, best);
                best = best.blend(now, mask);
                position = position.blend(here.add(taps[t]), mask.cast(I32));
            }
            store(best, position, y, at, o, n);
        }
    }

    private static FloatVector loadEven(long x, long left, long index) {
        return load(x, left, index).rearrange(EVEN, load(x, left, index + FLOATS));
    }

    private static void even(long x, long left, int first, int[] taps, long y, long at, int n) {
        for (int o = 0; o < n; o += FLOATS) {
            int start = first + 2 * o;
            IntVector here = IntVector.zero(I32).addIndex(2).add(start);
            FloatVector best = loadEven(x, left, start + taps[0]);
            IntVector position = here.add(taps[0]);
            for (int t = 1; t < taps.length; t++) {
                FloatVector now = loadEven(x, left, start + taps[t]);
                VectorMask<Float> mask = better(now, best);
                best = best.blend(now, mask);
                position = position.blend(here.add(taps[t]), mask.cast(I32));
            }
            store(best, position, y, at, o, n);
        }
    }
}
