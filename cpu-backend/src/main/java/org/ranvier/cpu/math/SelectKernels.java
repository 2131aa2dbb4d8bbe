package org.ranvier.cpu.math;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.ranvier.DType;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/** The kernels that choose between elements. */
public final class SelectKernels {
    private static final List<Twin<SelectKernel>> TWINS =
            Arrays.stream(DType.values()).map(SelectKernels::create).toList();

    private SelectKernels() {}

    /**
     * The kernel for a type.
     *
     * @param type the type of what is chosen
     * @return its two forms
     */
    public static Twin<SelectKernel> of(DType type) {
        return TWINS.get(type.ordinal());
    }

    private static Twin<SelectKernel> create(DType type) {
        MemorySegment x = Trials.empty();
        MemorySegment y = Trials.empty();
        return new Twin<>(
                "WHERE of " + type,
                switch (type.byteSize()) {
                    case 1 -> ScalarSelect::bytes;
                    case 4 -> ScalarSelect::words;
                    default -> ScalarSelect::longs;
                },
                () -> VectorSelect.of(type),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS,
                                n ->
                                        kernel.run(
                                                x.address(),
                                                x.address(),
                                                x.address(),
                                                y.address(),
                                                n)));
    }
}
