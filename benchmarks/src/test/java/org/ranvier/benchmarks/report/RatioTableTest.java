package org.ranvier.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workload.Family;
import org.ranvier.benchmarks.work.Workloads;

class RatioTableTest {
    private static final String MATMUL = "matmul f32 64x64x64";
    private static final String TANH = "tanh f32 1M";

    private static final Results RESULTS =
            new Results(
                    Map.of("commit", "abc"),
                    List.of(
                            measured("cpu", 1, MATMUL, 100),
                            measured("libtorch", 1, MATMUL, 120),
                            measured("onednn", 1, MATMUL, 80),
                            measured("cpu", 2, MATMUL, 50),
                            measured("libtorch", 2, MATMUL, 40),
                            measured("opencl:0", 1, MATMUL, 70),
                            measured("cpu", 1, TANH, 10),
                            measured("libtorch", 1, TANH, 42)));

    private static Measured measured(String engine, int threads, String workload, double micros) {
        return new Measured(
                new Case(engine, threads, workload), micros, micros * 0.9, micros * 1.1);
    }

    @Test
    void goalsThatAreReachedAndMissedAreSeen() {
        String table = RatioTable.of(RESULTS);
        assertTrue(table.contains("1 of 3 goals are reached."), table);
        String row =
                "| matmul f32 64x64x64 | 1 | 100.0 µs | 10 % |"
                        + " 1.20 (0.98–1.47) ✓ | **0.80 (0.65–0.98)** ✗ ≥ 0.95 |";
        assertTrue(table.contains(row), table);
        String two = "| matmul f32 64x64x64 | 2 | 50.0 µs | 10 % | 0.80 (0.65–0.98) | |";
        assertTrue(table.contains(two), table);
        assertTrue(table.contains("| **4.20 (3.44–5.13)** ✗ ≥ 5.0 |"), table);
        assertTrue(!table.contains("opencl"), table);
    }

    @Test
    void theChartHasADotForEachPeerWithOneThread() {
        String chart = RatioChart.of(RESULTS);
        // Three ratios and two peers in the legend.
        assertEquals(5, chart.split("<circle", -1).length - 1, chart);
        assertTrue(chart.contains("prefers-color-scheme: dark"));
    }

    @Test
    void everyWorkloadThatAPeerMayHaveIsInOnePartOfTheTable() {
        for (Workload workload : Workloads.all()) {
            long parts = Goals.parts().stream().filter(p -> p.has(workload.name())).count();
            boolean own = workload.family() == Family.LIMIT || workload.family() == Family.TRANSFER;
            assertEquals(own ? 0 : 1, parts, workload.name());
        }
    }
}
