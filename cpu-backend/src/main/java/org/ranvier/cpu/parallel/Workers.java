package org.ranvier.cpu.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the work of one caller. A thread that has none looks out for
 * the next for a moment, since waking it takes longer than a small operation does; then it is
 * parked. Where there are more threads than processors it is parked at once, for it would take one
 * from whoever has work.
 *
 * <p>Where a range is cut depends on its length and grain alone, never on the number of threads. So
 * a task whose pieces write to separate places, or whose partial results are joined in the order of
 * the pieces, gives the same bits for any number of threads.
 */
public final class Workers implements AutoCloseable {
    /** Nanoseconds that a thread looks out before it is parked. */
    private static final long PATIENCE = 50_000;

    private final int threads;
    private final long patience;
    private final ThreadGroup group = new ThreadGroup("ranvier-cpu");
    private final Object lock = new Object();
    private final List<Server> started = new ArrayList<>();
    private volatile @Nullable Job current;
    private volatile boolean closed;

    /**
     * Starts no thread yet; the first parallel task does.
     *
     * @param threads how many threads work, the caller among them, at least 1
     */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; expected at least 1");
        }
        this.threads = threads;
        this.patience = threads <= Runtime.getRuntime().availableProcessors() ? PATIENCE : 0;
    }

    /**
     * The number of threads.
     *
     * @return how many work at once, the caller among them
     */
    public int threads() {
        return threads;
    }

    /**
     * Does a task in pieces of {@code grain} items, the last one shorter. Returns when all is done.
     * From inside a task, and with one piece or one thread, the caller does it alone.
     *
     * @param items how many items there are
     * @param grain items of a piece, above 0: so many that a piece takes some ten microseconds
     * @param task the work
     * @throws RuntimeException what the task threw first; pieces not yet begun are left out
     */
    public void parallel(long items, long grain, RangeTask task) {
        long pieces = Math.ceilDiv(items, grain);
        boolean inside = Thread.currentThread().getThreadGroup() == group;
        if (pieces <= 1 || threads == 1 || inside || current != null) {
            for (long start = 0; start < items; start += grain) {
                task.run(start, Math.min(start + grain, items));
            }
            return;
        }
        Job job = new Job(items, grain, pieces, task);
        offer(job);
        job.work();
        current = null;
        job.await(patience);
    }

    private void offer(Job job) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the threads of this backend are closed");
            }
            while (started.size() < threads - 1) {
                start();
            }
            current = job;
            started.forEach(Server::wake);
        }
    }

    private void start() {
        Server thread = new Server("ranvier-cpu-" + (started.size() + 1));
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
    }

    private final class Server extends Thread {
        private volatile boolean parked;

        Server(String name) {
            super(group, name);
        }

        @Override
        public void run() {
            Job job = null;
            while ((job = next(job)) != null) {
                job.work();
            }
        }

        /** Waits for another job than the last; null when there will be none. */
        private @Nullable Job next(@Nullable Job last) {
            Job job = lookOut(last);
            if (job == null) {
                parked = true;
                while ((job = another(last)) == null && !closed) {
                    LockSupport.park(Workers.this);
                    Thread.interrupted(); // an interrupted thread cannot be parked
                }
                parked = false;
            }
            return closed ? null : job;
        }

        private @Nullable Job lookOut(@Nullable Job last) {
            long start = System.nanoTime();
            Job job;
            while ((job = another(last)) == null && System.nanoTime() - start < patience) {
                Thread.onSpinWait();
            }
            return job;
        }

        private @Nullable Job another(@Nullable Job last) {
            Job job = current;
            return job != last ? job : null;
        }

        /** To be called when there is something new to see: this thread looks after it parks. */
        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }
    }

    /** Ends the threads and waits until they have ended. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            started.forEach(Server::wake);
        }
        boolean interrupted = false;
        for (Thread thread : started) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
