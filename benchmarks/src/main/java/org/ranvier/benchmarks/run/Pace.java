package org.ranvier.benchmarks.run;

/**
 * How long a case is measured.
 *
 * @param warmup the least time before measuring, ms; more while it still gets faster
 * @param iterations iterations measured
 * @param millis the length of an iteration, ms; at least one call
 */
public record Pace(int warmup, int iterations, int millis) {
    /** How much longer the first case of a JVM and whole training steps take to be compiled. */
    private static final int COLD = 4;

    /** The least warm-up of a case; peers bring compiled code. */
    int warmup(Case of, boolean first) {
        if (!Engines.isRanvier(of.engine())) {
            return Math.max(1, warmup / 4);
        }
        return first || of.workload().startsWith("training step") ? warmup * COLD : warmup;
    }
}
