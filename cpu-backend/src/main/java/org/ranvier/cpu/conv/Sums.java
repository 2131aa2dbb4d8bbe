package org.ranvier.cpu.conv;

import java.lang.foreign.ValueLayout;
import org.ranvier.DType;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;

/** Adds arrays in native memory, element by element. */
final class Sums {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final long GRAIN = 4096;

    private Sums() {}

    static void add(DType type, long from, long to, long count) {
        if (type == DType.F32) {
            for (long i = 0; i < count * 4; i += 4) {
                Raw.ALL.set(
                        FLOAT, to + i, Raw.ALL.get(FLOAT, to + i) + Raw.ALL.get(FLOAT, from + i));
            }
        } else {
            for (long i = 0; i < count * 8; i += 8) {
                Raw.ALL.set(
                        DOUBLE,
                        to + i,
                        Raw.ALL.get(DOUBLE, to + i) + Raw.ALL.get(DOUBLE, from + i));
            }
        }
    }

    /** The sum of {@code parts} arrays that lie one behind the other, in their order. */
    static void combine(Workers workers, DType type, long arrays, long parts, long count, long to) {
        long size = type.byteSize();
        workers.parallel(
                count,
                GRAIN,
                (start, end) -> {
                    Raw.ALL.asSlice(to + start * size, (end - start) * size).fill((byte) 0);
                    for (long part = 0; part < parts; part++) {
                        add(
                                type,
                                arrays + (part * count + start) * size,
                                to + start * size,
                                end - start);
                    }
                });
    }
}
