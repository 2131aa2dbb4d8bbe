package org.ranvier.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ranvier.benchmarks.work.Limits;

/**
 * The limits of an engine as measured beside its workloads.
 *
 * @param gigaflops the peak of multiply-adds, GFLOP/s; NaN if it was not measured
 * @param gigabytes the bandwidth of a large copy, GB/s; NaN if it was not measured
 */
record Roof(double gigaflops, double gigabytes) {
    /** The limits of each engine, by {@link org.ranvier.benchmarks.run.Case#who}. */
    static Map<String, Roof> all(List<Measured> list) {
        Map<String, Roof> roofs = new LinkedHashMap<>();
        for (Measured m : list) {
            Roof roof = roofs.getOrDefault(m.of().who(), new Roof(Double.NaN, Double.NaN));
            if (m.of().workload().equals(Limits.PEAK)) {
                roof = new Roof(m.gigaflops(), roof.gigabytes());
            } else if (m.of().workload().equals(Limits.COPY)) {
                roof = new Roof(roof.gigaflops(), m.gigabytes());
            }
            roofs.put(m.of().who(), roof);
        }
        return roofs;
    }

    /** The shortest time that the limits allow, as a share of the time it took; NaN if unknown. */
    double share(Measured m) {
        double flops = m.workload().cost().flops() / gigaflops;
        double bytes = m.workload().cost().bytes() / gigabytes;
        return Math.max(flops, bytes) / 1e3 / m.median();
    }

    boolean known() {
        return gigaflops > 0 && gigabytes > 0;
    }
}
