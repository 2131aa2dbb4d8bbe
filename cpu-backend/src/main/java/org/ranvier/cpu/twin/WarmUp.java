package org.ranvier.cpu.twin;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs kernels in the background until the compiler has made their vectors fast.
 *
 * <p>It rests as long as it runs. Vectors that are not yet compiled call many small methods; to run
 * them without a pause makes the compiler busy with those rather than with what programs wait for.
 */
final class WarmUp {
    private static final System.Logger LOG = System.getLogger("org.ranvier.cpu");

    /** Cold vectors take a second or two, on a loaded machine more. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    /** Runs between two looks at the clock. */
    private static final int RUNS = 16;

    private static final ThreadPoolExecutor THREAD = thread();

    private WarmUp() {}

    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> {
                            Thread thread = new Thread(work, "ranvier-cpu-warm-up");
                            thread.setDaemon(true);
                            thread.setPriority(Thread.MIN_PRIORITY);
                            return thread;
                        });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static void submit(Twin<?> twin) {
        THREAD.execute(() -> warm(twin));
    }

    private static <K> void warm(Twin<K> twin) {
        long start = System.nanoTime();
        K vector = twin.vector();
        if (vector == twin.scalar()) {
            twin.settle(vector);
            return;
        }
        int wins = 0;
        while (wins < 2) {
            long begin = System.nanoTime();
            long fast = best(twin, vector);
            wins = fast < best(twin, twin.scalar()) ? wins + 1 : 0;
            long now = System.nanoTime();
            LockSupport.parkNanos(now - begin);
            if (now - start > PATIENCE) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "{0}: the scalar form stays, vectors do not win",
                        twin.name());
                return;
            }
        }
        twin.settle(vector);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        LOG.log(System.Logger.Level.DEBUG, "{0}: vectors after {1} ms", twin.name(), millis);
    }

    private static <K> long best(Twin<K> twin, K kernel) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            twin.tryOut(kernel);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
