package org.ranvier.benchmarks.run;

/** Runs a workload until it gets no faster: compiled code arrives when the compiler is done. */
final class WarmUp {
    private static final long SLICE = 50_000_000;
    private static final double BETTER = 0.97;

    /** How long it may go on without getting faster, as a share of the least time. */
    private static final double PATIENCE = 0.6;

    /** The most, as a multiple of the least. */
    private static final int MOST = 12;

    private WarmUp() {}

    /**
     * Warms up.
     *
     * @param action what is measured afterwards
     * @param least the least time, ms
     */
    static void run(Runnable action, int least) {
        long begin = System.nanoTime();
        long improved = begin;
        long now = begin;
        double best = Double.POSITIVE_INFINITY;
        long shortest = least * 1_000_000L;
        long patience = (long) (shortest * PATIENCE);
        while (now - begin < shortest
                || now - improved < patience && now - begin < MOST * shortest) {
            long from = now;
            int calls = 0;
            do {
                action.run();
                calls++;
                now = System.nanoTime();
            } while (now - from < SLICE);
            double each = (double) (now - from) / calls;
            if (each < best * BETTER) {
                improved = now;
            }
            best = Math.min(best, each);
        }
    }
}
