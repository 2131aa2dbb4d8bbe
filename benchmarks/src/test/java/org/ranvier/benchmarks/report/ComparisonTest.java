package org.ranvier.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ranvier.benchmarks.run.Case;

class ComparisonTest {
    private static Measured measured(String workload, double low, double median, double high) {
        return new Measured(new Case("cpu", 1, workload), median, low, high);
    }

    @Test
    void onlyWhatIsBeyondTheNoiseCounts() {
        Results before =
                new Results(
                        Map.of(),
                        List.of(
                                measured("a", 90, 100, 110),
                                measured("b", 90, 100, 110),
                                measured("c", 90, 100, 110),
                                measured("d", 99.9, 100, 100.1),
                                measured("old", 1, 1, 1)));
        Results after =
                new Results(
                        Map.of(),
                        List.of(
                                measured("a", 45, 50, 55),
                                measured("b", 190, 200, 210),
                                measured("c", 105, 120, 130),
                                measured("d", 101.9, 102, 102.1),
                                measured("added", 1, 1, 1)));
        String expected =
                """
                faster
                   2.00 x       100.0 →       50.0 µs  a, cpu, 1 thread
                slower
                   0.50 x       100.0 →      200.0 µs  b, cpu, 1 thread
                new
                  added, cpu, 1 thread
                gone
                  old, cpu, 1 thread
                2 unchanged within the noise
                """;
        assertEquals(expected, Comparison.of(before, after));
    }
}
