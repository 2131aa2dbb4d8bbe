package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.op.Binary;
import org.ranvier.op.Distribution;
import org.ranvier.op.Movement;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;
import org.ranvier.op.Unary;

/**
 * Runs the whole contract where every fused operation has a kernel, and asks what its cases have
 * compared: an operation, function or movement without a case, or without one for its gradient,
 * fails the build.
 */
class CoverageTest {
    private static final TestExecutionSummary RUN = run();

    /** The contract; not found by itself, since nested. */
    static class KernelsForAllContract extends BackendContract {
        @Override
        protected Session open(SessionOptions options) {
            return KernelsForAll.open(options);
        }
    }

    private static TestExecutionSummary run() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(KernelsForAllContract.class))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    @Test
    void theContractHoldsWhereEveryFusedOperationHasAKernel() {
        String failures =
                RUN.getFailures().stream()
                        .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException())
                        .collect(Collectors.joining("\n"));
        assertEquals("", failures);
        assertTrue(RUN.getTestsSucceededCount() > 500, "tests were found");
        assertEquals(0, RUN.getTestsSkippedCount() + RUN.getTestsAbortedCount());
    }

    @Test
    void everyOperationHasACase() {
        assertEquals(Set.of(), missing(Stream.concat(kinds(), functions()), Coverage.forward()));
    }

    @Test
    void everyDifferentiableOperationHasACaseForItsGradient() {
        Stream<Object> differentiable =
                Stream.concat(kinds(), functions()).filter(CoverageTest::isDifferentiable);
        assertEquals(Set.of(), missing(differentiable, Coverage.gradient()));
    }

    private static Set<Object> missing(Stream<Object> wanted, Set<Object> covered) {
        return wanted.filter(w -> !covered.contains(w))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<Object> kinds() {
        return Stream.of(Op.class, Movement.class).flatMap(Coverage::kinds);
    }

    private static Stream<Object> functions() {
        return Stream.of(
                        Unary.values(),
                        Binary.values(),
                        Reduction.values(),
                        Distribution.values(),
                        Op.Recurrence.values())
                .flatMap(Stream::of);
    }

    /** What gives truth values, indices or random numbers, or has no input, is not. */
    private static boolean isDifferentiable(Object operation) {
        return switch (operation) {
            case Unary f -> f.accepts(DType.F64) && f.result(DType.F64) == DType.F64;
            case Binary f -> f.accepts(DType.F64) && f.result(DType.F64) == DType.F64;
            case Distribution d -> false;
            case Class<?> kind ->
                    !List.of(Op.Fill.class, Op.Random.class, Op.ArgReduce.class, Op.ArgSort.class)
                            .contains(kind);
            default -> true;
        };
    }
}
