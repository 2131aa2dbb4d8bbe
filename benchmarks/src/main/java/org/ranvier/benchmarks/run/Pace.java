package org.ranvier.benchmarks.run;

/**
 * How long a case is measured.
 *
 * @param warmup time before measuring, ms
 * @param iterations iterations measured
 * @param millis the length of an iteration, ms; at least one call
 */
public record Pace(int warmup, int iterations, int millis) {
    /** How much longer whole training steps take to be compiled. */
    private static final int TRAINING = 8;

    /** The warm-up of a case; peers bring compiled code. */
    int warmup(Case of) {
        if (!Engines.isRanvier(of.engine())) {
            return Math.max(1, warmup / 4);
        }
        return of.workload().startsWith("training step") ? warmup * TRAINING : warmup;
    }
}
