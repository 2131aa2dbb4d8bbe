package org.ranvier.cpu.math;

import static org.ranvier.cpu.math.Lanes.BYTES;
import static org.ranvier.cpu.math.Lanes.DOUBLES;
import static org.ranvier.cpu.math.Lanes.FLOATS;
import static org.ranvier.cpu.math.Lanes.bytes;
import static org.ranvier.cpu.math.Lanes.doubles;
import static org.ranvier.cpu.math.Lanes.ints;
import static org.ranvier.cpu.math.Lanes.mask;
import static org.ranvier.cpu.math.Lanes.put;

import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ranvier.DType;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Raw;
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

    static void flags(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i += BYTES) {
            var first = bytes(c + i).compare(VectorOperators.NE, 0);
            put(bytes(b + i).blend(bytes(a + i), first), y + i);
        }
    }

    static void words(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i += FLOATS) {
            var first = mask(Lanes.I32, c + i);
            put(ints(b + 4L * i).blend(ints(a + 4L * i), first), y + 4L * i);
        }
    }

    static void longs(long c, long a, long b, long y, int n) {
        for (int i = 0; i < n; i += DOUBLES) {
            var first = mask(Lanes.F64, c + i);
            put(doubles(b + 8L * i).blend(doubles(a + 8L * i), first), y + 8L * i);
        }
    }

    static SelectKernel whole(SelectKernel loop, int lanes, int bytes) {
        return (c, a, b, y, n) -> {
            int filled = n & -lanes;
            if (filled > 0) {
                loop.run(c, a, b, y, filled);
            }
            if (filled < n) {
                long tails = Scratch.local().tails().address();
                long offset = (long) filled * bytes;
                long rest = n - filled;
                Raw.copy(c + filled, tails, rest);
                Raw.copy(a + offset, tails + SLOT, rest * bytes);
                Raw.copy(b + offset, tails + 2 * SLOT, rest * bytes);
                loop.run(tails, tails + SLOT, tails + 2 * SLOT, tails + 3 * SLOT, lanes);
                Raw.copy(tails + 3 * SLOT, y + offset, rest * bytes);
            }
        };
    }
}
