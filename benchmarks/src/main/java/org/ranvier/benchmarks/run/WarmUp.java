package org.ranvier.benchmarks.run;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs a workload until it gets no faster: its engine has settled, and compiled code has arrived.
 */
final class WarmUp {
    private static final long SLICE = 50_000_000;
    private static final double BETTER = 0.97;

    /** The share of a slice from which on the compiler counts as busy. */
    private static final double BUSY = 0.2;

    /** How long it may go on without getting faster, as a share of the least time. */
    private static final double PATIENCE = 0.6;

    /** The most once the engine has settled, as a multiple of the least. */
    private static final int MOST = 12;

    /** The most for an engine that does not settle, ns. */
    private static final long UNSETTLED = 30_000_000_000L;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private final Engine.Ready ready;
    private final long least;
    private final long begin = System.nanoTime();
    private long now = begin;
    private long settled = begin;
    private long changed = begin;
    private long compiled = COMPILER.getTotalCompilationTime();
    private double best = Double.POSITIVE_INFINITY;

    private WarmUp(Engine.Ready ready, long least) {
        this.ready = ready;
        this.least = least;
    }

    /**
     * Warms up.
     *
     * @param ready what is measured afterwards
     * @param least the least time, ms
     * @return whether its engine has settled
     */
    static boolean run(Engine.Ready ready, int least) {
        WarmUp warmUp = new WarmUp(ready, least * 1_000_000L);
        while (warmUp.goesOn()) {
            warmUp.slice();
        }
        return ready.settled();
    }

    private boolean goesOn() {
        if (!ready.settled()) {
            settled = now;
            changed = now;
            return now - begin < UNSETTLED;
        }
        return now - begin < least
                || now - changed < PATIENCE * least && now - settled < MOST * least;
    }

    private void slice() {
        long from = now;
        int calls = 0;
        do {
            ready.run();
            calls++;
            now = System.nanoTime();
        } while (now - from < SLICE);
        double each = (double) (now - from) / calls;
        long total = COMPILER.getTotalCompilationTime();
        if (each < best * BETTER || (total - compiled) * 1e6 > BUSY * (now - from)) {
            changed = now;
        }
        best = Math.min(best, each);
        compiled = total;
    }
}
