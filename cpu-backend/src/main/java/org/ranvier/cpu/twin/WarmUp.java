package org.ranvier.cpu.twin;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs kernels in the background until the compiler has made their vectors fast.
 *
 * <p>It rests as long as it runs. Vectors that are not yet compiled call many small methods; to run
 * them without a pause makes the compiler busy with those rather than with what programs wait for.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger("org.ranvier.cpu");

    /**
     * How long a kernel is tried before others have their turn, so that none waits long for one
     * whose vectors are slow to win.
     */
    private static final long TURN = TimeUnit.SECONDS.toNanos(2);

    /** Cold vectors take a second or two, on a loaded machine more. */
    private static final int TURNS = 10;

    /** Runs between two looks at the clock. */
    private static final int RUNS = 16;

    private static final ThreadPoolExecutor THREAD = thread();
    private static final AtomicInteger UNDECIDED = new AtomicInteger();

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

    /**
     * How many kernels have had enough work for their vectors to be tried, but are not decided yet.
     *
     * @return 0 once all that is in use is as fast as it gets
     */
    public static int undecided() {
        return UNDECIDED.get();
    }

    static void submit(Twin<?> twin) {
        UNDECIDED.incrementAndGet();
        THREAD.execute(() -> turn(twin, TURNS, System.nanoTime()));
    }

    private static <K> void turn(Twin<K> twin, int turns, long since) {
        K vector = twin.vector();
        if (vector == twin.scalar()) {
            decide(twin, vector);
        } else if (wins(twin, vector)) {
            decide(twin, vector);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
            LOG.log(System.Logger.Level.DEBUG, "{0}: vectors after {1} ms", twin.name(), millis);
        } else if (turns > 1) {
            THREAD.execute(() -> turn(twin, turns - 1, since));
        } else {
            decide(twin, twin.scalar());
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0}: the scalar form stays, vectors do not win",
                    twin.name());
        }
    }

    private static <K> void decide(Twin<K> twin, K kernel) {
        twin.settle(kernel);
        UNDECIDED.decrementAndGet();
    }

    /** Whether vectors win twice in a row before the turn is over. */
    private static <K> boolean wins(Twin<K> twin, K vector) {
        long end = System.nanoTime() + TURN;
        int wins = 0;
        while (wins < 2 && System.nanoTime() < end) {
            long begin = System.nanoTime();
            long fast = best(twin, vector);
            wins = fast < best(twin, twin.scalar()) ? wins + 1 : 0;
            LockSupport.parkNanos(System.nanoTime() - begin);
        }
        return wins == 2;
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
