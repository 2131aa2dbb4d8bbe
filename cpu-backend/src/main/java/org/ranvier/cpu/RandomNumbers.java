package org.ranvier.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ranvier.DType;
import org.ranvier.cpu.memory.HostBuffer;
import org.ranvier.cpu.memory.Raw;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;
import org.ranvier.op.Distribution;
import org.ranvier.op.Op;
import org.ranvier.spi.Operand;

/** Numbers of the stream, each from its own position. */
final class RandomNumbers {
    /** Additions that an element takes as long as. */
    private static final long WEIGHT = 8;

    private record Key(Distribution distribution, DType type) {}

    private static final Map<Key, Twin<DrawKernel>> TWINS = new ConcurrentHashMap<>();

    private RandomNumbers() {}

    static void draw(Workers workers, Op.Random op, Operand out) {
        DType type = out.dtype();
        int elements = type == DType.F64 ? DrawKernel.WORDS / 2 : DrawKernel.WORDS;
        long address = Raw.address(out);
        long count = out.shape().elements();
        Twin<DrawKernel> twin =
                TWINS.computeIfAbsent(new Key(op.distribution(), type), RandomNumbers::twin);
        DrawKernel kernel = twin.get(count * WEIGHT);
        workers.parallel(
                Math.ceilDiv(count, elements),
                Math.max(1, twin.grain(kernel) / (WEIGHT * elements)),
                (start, end) -> {
                    for (long piece = start; piece < end; piece++) {
                        long first = piece * elements;
                        kernel.run(
                                op.seed(),
                                op.offset() + piece * DrawKernel.WORDS,
                                address + first * type.byteSize(),
                                (int) Math.min(elements, count - first));
                    }
                });
    }

    private static Twin<DrawKernel> twin(Key key) {
        int most = key.type == DType.F64 ? DrawKernel.WORDS / 2 : DrawKernel.WORDS;
        MemorySegment y = Arena.ofAuto().allocate(DrawKernel.WORDS * 4L, HostBuffer.ALIGNMENT);
        return new Twin<>(
                key.distribution + " of " + key.type,
                ScalarDraws.of(key.distribution, key.type),
                () -> VectorDraws.of(key.distribution, key.type),
                kernel -> Trials.lengths(most, n -> kernel.run(7, 0, y.address(), n)));
    }
}
