package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.bytes;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.mask;
import static org.ranvier.cpu.math.Lanes.put;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Scratch;

/** Choices by masks, over whole vectors. */
final class VectorSelect {
    private static final long SLOT = HostBuffer.ALIGNMENT;

    private VectorSelect() {}

    static @Nullable SelectKernel of(DType type) {
        if (type == DType.BOOL) {
            return whole(VectorSelect::flags, BYTES, 1);
        }
        if (!Lanes.hasMasks(type)) {
            return null;
        }
        return type == DType.F64
                ? whole(VectorSelect::longs, DOUBLES, 8)
                : whole(VectorSelect::words, FLOATS, 4);
    }

    static void flags(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += BYTES) {
            var first = bytes(c, fromC + i).compare(VectorOperators.NE, 0);
            put(bytes(b, fromB + i).blend(bytes(a, fromA + i), first), y, to + i);
        }
    }

    static void words(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += FLOATS) {
            var first = mask(Lanes.I32, c, fromC + i);
            put(ints(b, fromB + 4L * i).blend(ints(a, fromA + 4L * i), first), y, to + 4L * i);
        }
    }

    static void longs(
            MemorySegment c,
            long fromC,
            MemorySegment a,
            long fromA,
            MemorySegment b,
            long fromB,
            MemorySegment y,
            long to,
            int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            var first = mask(Lanes.F64, c, fromC + i);
            put(
                    doubles(b, fromB + 8L * i).blend(doubles(a, fromA + 8L * i), first),
                    y,
                    to + 8L * i);
        }
    }

    static SelectKernel whole(SelectKernel loop, int lanes, int bytes) {
        return (c, fromC, a, fromA, b, fromB, y, to, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(c, fromC, a, fromA, b, fromB, y, to, filled);
            }
            if (filled < n) {
                MemorySegment tails = Scratch.local().tails();
                long offset = (long) filled * bytes;
                long rest = n - filled;
                MemorySegment.copy(c, fromC + filled, tails, 0, rest);
                MemorySegment.copy(a, fromA + offset, tails, SLOT, rest * bytes);
                MemorySegment.copy(b, fromB + offset, tails, 2 * SLOT, rest * bytes);
                loop.run(tails, 0, tails, SLOT, tails, 2 * SLOT, tails, 3 * SLOT, lanes);
                MemorySegment.copy(tails, 3 * SLOT, y, to + offset, rest * bytes);
            }
        };
    }
}
