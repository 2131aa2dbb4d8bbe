package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.op.Op;
import org.ranvier.op.Unary;
import org.ranvier.spi.Operand;

/** The contract finds what is wrong with a backend, and skips what is excluded. */
class SensitivityTest {
    /** What a faulty backend does after an operation. */
    interface Fault {
        void strike(Op op, List<Operand> in, List<Operand> out);
    }

    /** The last element of a result is off by a factor. */
    static class SlightlyWrongTangent extends FaultyContract {
        SlightlyWrongTangent() {
            super((op, in, out) -> {
                if (op.equals(new Op.Map(Unary.TANH))) {
                    Elements y = Elements.of(out.get(0));
                    long last = y.count() - 1;
                    y.set(last, y.get(last) * (1 + 1e-5));
                }
            });
        }
    }

    /** The element behind the first is overwritten, whether it belongs to the result or not. */
    static class NeighbourOverwritten extends FaultyContract {
        NeighbourOverwritten() {
            super((op, in, out) -> {
                Operand y = out.get(0);
                long next = y.byteOffset() + y.dtype().byteSize();
                if (op instanceof Op.Fill && next < y.buffer().byteSize()) {
                    HostBuffer.memory(y).asSlice(next, 1).fill((byte) 9);
                }
            });
        }
    }

    /** A kernel that scribbles over its input. */
    static class InputOverwritten extends FaultyContract {
        InputOverwritten() {
            super((op, in, out) -> {
                if (op instanceof Op.MatMul) {
                    Elements.of(in.get(0)).set(0, 7);
                }
            });
        }
    }

    /** Declares one of its failures. */
    static class Excused extends SlightlyWrongTangent {
        @Override
        protected Map<String, String> exclusions() {
            return Map.of("F32 of all sizes: TANH", "known", "unaryLayouts", "known as well");
        }
    }

    abstract static class FaultyContract extends BackendContract {
        private final Fault fault;

        FaultyContract(Fault fault) {
            this.fault = fault;
        }

        @Override
        protected Session open(SessionOptions options) {
            return Ranvier.open(
                    new KernelsForAll() {
                        @Override
                        public void execute(Op op, List<Operand> in, List<Operand> out) {
                            super.execute(op, in, out);
                            fault.strike(op, in, out);
                        }
                    },
                    options);
        }
    }

    private static TestExecutionSummary run(Class<?> contract, String method) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(contract, method))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static String failures(TestExecutionSummary run) {
        return run.getFailures().stream()
                .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void anErrorOfAHundredUlpIsFoundAndNamed() {
        String failures = failures(run(SlightlyWrongTangent.class, "unaryValues"));
        assertTrue(failures.contains("F32 of all magnitudes: TANH"), failures);
        assertTrue(failures.contains("allowed 5.5"), failures);
        assertFalse(failures.contains("EXP"), failures);
    }

    @Test
    void aWriteBesideAViewIsFound() {
        String failures = failures(run(NeighbourOverwritten.class, "fillOfViews"));
        assertTrue(failures.contains("fill STEPPED"), failures);
    }

    @Test
    void aChangedInputIsFound() {
        String failures = failures(run(InputOverwritten.class, "matmulSizes"));
        assertTrue(failures.contains("changed input 0"), failures);
    }

    @Test
    void exclusionsAreSkippedWhetherMethodsOrCases() {
        TestExecutionSummary sizes = run(Excused.class, "unarySizes");
        assertTrue(failures(sizes).contains("F64 of all sizes: TANH"));
        assertFalse(failures(sizes).contains("F32 of all sizes: TANH"));
        TestExecutionSummary layouts = run(Excused.class, "unaryLayouts");
        assertTrue(failures(layouts).isEmpty());
        assertEquals(0, layouts.getTestsSucceededCount());
    }

    @Test
    void aListOfRequiredBackendsIsReadWithCommas() {
        assertTrue(RequiredBackends.isRequired("cuda", "opencl, cuda"));
        assertTrue(RequiredBackends.isRequired("opencl", " opencl,cuda"));
        assertFalse(RequiredBackends.isRequired("cpu", "opencl,cuda"));
        assertFalse(RequiredBackends.isRequired("cpu", null));
    }
}
