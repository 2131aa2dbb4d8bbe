package org.ranvier.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.ranvier.MemoryStats;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;

/**
 * What every backend must do. The author of one extends this class, says how a session on it is
 * opened, and runs the tests that are inherited:
 *
 * <pre>{@code
 * class MyContractTest extends BackendContract {
 *     @Override
 *     protected Session open(SessionOptions options) {
 *         return Ranvier.open("mine", options);
 *     }
 * }
 * }</pre>
 *
 * <p>Results are compared with the {@link ReferenceBackend}; what must be equal and what may differ
 * by how much stands beside the cases. After each test no device memory may be in use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class BackendContract
        implements FillAndCopyContract,
                UnaryContract,
                BinaryContract,
                ReductionContract,
                MatMulContract,
                ScanAndSortContract,
                IndexingContract,
                ConvContract,
                PoolContract,
                SoftmaxContract,
                NormalisationContract,
                CrossEntropyContract,
                AttentionContract,
                RecurrentContract,
                NeuronContract,
                NetworkContract,
                OptimizerContract,
                RandomContract,
                MovementContract,
                FunctionGradientContract,
                AlgebraGradientContract,
                FusedGradientContract,
                NeuronGradientContract,
                GradientConventionContract,
                ReductionEdgeContract,
                ElementWiseEdgeContract,
                ProductEdgeContract,
                SessionContract,
                InPlaceContract,
                CustomOpContract,
                RecordingContract,
                DeterminismContract {
    private static final long SEED = 20_260_101;

    private final Deque<Scope> scopes = new ArrayDeque<>();
    private @Nullable Session device;
    private @Nullable Session reference;

    /** For subclasses. */
    protected BackendContract() {}

    /**
     * Opens a session on the backend. A class whose device may be missing calls {@link
     * RequiredBackends#assumeAvailable} first.
     *
     * @param options how
     * @return the session, which the contract closes
     */
    protected abstract Session open(SessionOptions options);

    /**
     * Tests that the backend does not pass for a reason that is known.
     *
     * @return by a test's name, of a method or of one of its cases, the reason, which is shown with
     *     the skipped test
     */
    protected Map<String, String> exclusions() {
        return Map.of();
    }

    /** False, unless a subclass says that its device is slow, as an emulated one. */
    @Override
    public boolean isSlow() {
        return false;
    }

    @Override
    public final Session another(SessionOptions options) {
        return open(options);
    }

    @Override
    public final Session device() {
        Session session = device;
        if (session == null) {
            session = open(SessionOptions.defaults().withSeed(SEED));
            device = session;
        }
        return session;
    }

    @Override
    public final Session reference() {
        Session session = reference;
        if (session == null) {
            session = ReferenceBackend.open();
            reference = session;
        }
        return session;
    }

    @BeforeEach
    void begin(TestInfo info) {
        skipExcluded(info.getTestMethod().orElseThrow().getName());
        scopes.push(device().scope());
        scopes.push(reference().scope());
    }

    @AfterEach
    void end() {
        while (!scopes.isEmpty()) {
            scopes.pop().close();
        }
        checkMemory();
    }

    @Override
    public final DynamicTest test(String name, Runnable body) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    skipExcluded(name);
                    try (Scope _ = device().scope();
                            Scope _ = reference().scope()) {
                        body.run();
                    }
                    checkMemory();
                });
    }

    private void skipExcluded(String name) {
        String reason = exclusions().get(name);
        Assumptions.assumeTrue(reason == null, () -> "excluded: " + name + ": " + reason);
    }

    /** Nothing may be in use; a session that has lost some is not used again. */
    private void checkMemory() {
        if (device == null) {
            return;
        }
        MemoryStats stats = device.memory();
        if (stats.live() != 0 || stats.tensors() != 0) {
            closeSessions();
            Assertions.fail("memory in use after the test: " + stats);
        }
    }

    @AfterAll
    void closeSessions() {
        if (device != null) {
            device.trimMemory();
            MemoryStats stats = device.memory();
            device.close();
            device = null;
            Assertions.assertEquals(0, stats.cached(), "bytes kept after trimming");
        }
        if (reference != null) {
            reference.close();
            reference = null;
        }
    }
}
