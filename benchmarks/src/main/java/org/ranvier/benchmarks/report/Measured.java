package org.ranvier.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * A case with its times.
 *
 * @param of the case
 * @param median the median over the rounds of their medians, µs a call
 * @param low the shortest round, or iteration where there is one round, µs
 * @param high the longest, µs
 */
public record Measured(Case of, double median, double low, double high) {
    /**
     * Summarises times.
     *
     * @param of the case
     * @param rounds the times of each round's iterations, µs a call
     * @return the summary
     */
    static Measured of(Case of, List<double[]> rounds) {
        double[] medians = rounds.stream().mapToDouble(Measured::median).sorted().toArray();
        double[] spread = medians.length > 1 ? medians : rounds.get(0).clone();
        Arrays.sort(spread);
        return new Measured(of, median(medians), spread[0], spread[spread.length - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    /** Billions of floating-point operations a second. */
    double gigaflops() {
        return workload().cost().flops() / median / 1e3;
    }

    /** Billions of bytes a second. */
    double gigabytes() {
        return workload().cost().bytes() / median / 1e3;
    }

    Workload workload() {
        return Workloads.of(of.workload());
    }

    /** Half the distance from the shortest to the longest, as a share of the median. */
    double spread() {
        return (high - low) / 2 / median;
    }
}
