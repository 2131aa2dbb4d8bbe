package org.ranvier.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ranvier.cpu.twin.Trials;
import org.ranvier.cpu.twin.Twin;

/** The kernels that join rows and columns. Integers and truth values have no vectors. */
final class Kernels {
    private static final Map<Joining, Twin<RowKernel>> ROWS = new ConcurrentHashMap<>();
    private static final Map<Joining, Twin<ColumnKernel>> COLUMNS = new ConcurrentHashMap<>();

    private Kernels() {}

    static Twin<RowKernel> rows(Joining joining) {
        return ROWS.computeIfAbsent(joining, Kernels::createRows);
    }

    static Twin<ColumnKernel> columns(Joining joining) {
        return COLUMNS.computeIfAbsent(joining, Kernels::createColumns);
    }

    private static Twin<RowKernel> createRows(Joining joining) {
        MemorySegment x = Trials.of(joining.type());
        MemorySegment y = Trials.empty();
        return new Twin<>(
                joining.function() + " of rows of " + joining.type(),
                ScalarKernels.rows(joining),
                () -> vectorRows(joining),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS,
                                n -> kernel.run(x.address(), 0, 2, n, y.address())));
    }

    private static Twin<ColumnKernel> createColumns(Joining joining) {
        MemorySegment x = Trials.of(joining.type());
        MemorySegment y = Trials.empty();
        return new Twin<>(
                joining.function() + " of columns of " + joining.type(),
                ScalarKernels.columns(joining),
                () -> vectorColumns(joining),
                kernel ->
                        Trials.lengths(
                                Trials.ELEMENTS,
                                n -> kernel.run(x.address(), 0, 5, n, y.address())));
    }

    private static @Nullable RowKernel vectorRows(Joining joining) {
        return switch (joining.type()) {
            case F32 ->
                    switch (joining.function()) {
                        case SUM -> RowLoops::sumFloats;
                        case PROD -> RowLoops::prodFloats;
                        case MAX -> RowLoops::maxFloats;
                        case MIN -> RowLoops::minFloats;
                    };
            case F64 ->
                    switch (joining.function()) {
                        case SUM -> RowLoops::sumDoubles;
                        case PROD -> RowLoops::prodDoubles;
                        case MAX -> RowLoops::maxDoubles;
                        case MIN -> RowLoops::minDoubles;
                    };
            case I32, BOOL -> null;
        };
    }

    private static @Nullable ColumnKernel vectorColumns(Joining joining) {
        return switch (joining.type()) {
            case F32 ->
                    switch (joining.function()) {
                        case SUM -> ColumnLoops::sumFloats;
                        case PROD -> ColumnLoops::prodFloats;
                        case MAX -> ColumnLoops::maxFloats;
                        case MIN -> ColumnLoops::minFloats;
                    };
            case F64 ->
                    switch (joining.function()) {
                        case SUM -> ColumnLoops::sumDoubles;
                        case PROD -> ColumnLoops::prodDoubles;
                        case MAX -> ColumnLoops::maxDoubles;
                        case MIN -> ColumnLoops::minDoubles;
                    };
            case I32, BOOL -> null;
        };
    }
}
