package org.ranvier.benchmarks.run;

import java.util.List;

/** Whether an engine computes what the processor computes, so that the same work is timed. */
public final class Agreement {
    private Agreement() {}

    /**
     * Runs a workload on an engine and on Ranvier's processor, with the same operands; three times,
     * so that training steps show their gradients in the third loss.
     *
     * @param engine the engine
     * @param workload one of its workloads, one with operands
     * @return the largest difference of an element, as a share of the largest element of its result
     */
    public static double difference(Engine engine, String workload) {
        List<float[]> expected = result(new RanvierEngine("cpu"), workload);
        List<float[]> actual = result(engine, workload);
        if (expected.size() < actual.size()) {
            throw new IllegalStateException(
                    workload + ": " + actual.size() + " results, expected " + expected.size());
        }
        double worst = 0;
        for (int i = 0; i < actual.size(); i++) {
            worst = Math.max(worst, difference(expected.get(i), actual.get(i), workload));
        }
        return worst;
    }

    private static List<float[]> result(Engine engine, String workload) {
        try (Engine.Ready ready = engine.prepare(workload, 2)) {
            ready.run();
            ready.run();
            return ready.result();
        }
    }

    private static double difference(float[] expected, float[] actual, String workload) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(
                    workload + ": " + actual.length + " elements, expected " + expected.length);
        }
        double largest = 1e-30;
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double apart = Math.abs((double) expected[i] - actual[i]);
            worst = apart <= worst ? worst : apart;
        }
        return worst / largest;
    }
}
