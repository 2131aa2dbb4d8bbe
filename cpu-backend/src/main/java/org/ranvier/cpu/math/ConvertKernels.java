package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/** The kernels that convert between types. */
public final class ConvertKernels {
    private record Key(DType source, DType target) {}

    private static final Map<Key, Twin<UnaryKernel>> TWINS = new ConcurrentHashMap<>();

    private ConvertKernels() {}

    /**
     * The kernel that converts as {@link org.ranvier.op.Op.Copy} says.
     *
     * @param source from which type
     * @param target to which other type
     * @return its two forms
     */
    public static Twin<UnaryKernel> of(DType source, DType target) {
        return TWINS.computeIfAbsent(new Key(source, target), ConvertKernels::create);
    }

    private static Twin<UnaryKernel> create(Key key) {
        MemorySegment x = Trials.of(key.source);
        MemorySegment y = Trials.empty();
        return new Twin<>(
                key.source + " to " + key.target,
                ScalarConvert.of(key.source, key.target),
                () -> ConvertLoops.of(key.source, key.target),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS, n -> kernel.run(x.address(), y.address(), n)));
    }
}
