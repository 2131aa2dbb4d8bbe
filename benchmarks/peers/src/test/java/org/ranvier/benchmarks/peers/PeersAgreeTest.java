package org.ranvier.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.benchmarks.run.Agreement;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;

/** Every peer computes what Ranvier's processor computes: the same work is timed. */
class PeersAgreeTest {
    /** One library a JVM, as when they are measured: {@code -Dpeer=onednn}. */
    private static final String PEER = System.getProperty("peer", "libtorch");

    @TestFactory
    Stream<DynamicTest> workloads() {
        Engine engine =
                ServiceLoader.load(Engine.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(e -> e.name().equals(PEER))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no peer " + PEER));
        return engine.workloads().stream()
                .filter(PeersAgreeTest::comparable)
                .sorted()
                .map(w -> DynamicTest.dynamicTest(w, () -> check(engine, w)));
    }

    /**
     * Not: random numbers, which have no operands; 64M elements, where the function is that of 1M;
     * Adam of libtorch, whose optimiser cannot be given moments and which the training steps hold
     * to the same; the order of equal elements.
     */
    private static boolean comparable(String workload) {
        return !(workload.startsWith("adam") && PEER.equals("libtorch"))
                && !workload.startsWith("argsort")
                && !workload.contains("64M")
                && !Operand.of(workload).isEmpty();
    }

    private static void check(Engine engine, String workload) {
        double tolerance = workload.startsWith("training") ? 1e-3 : 2e-4;
        double difference = Agreement.difference(engine, workload);
        assertTrue(difference < tolerance, workload + ": differs by " + difference);
    }
}
