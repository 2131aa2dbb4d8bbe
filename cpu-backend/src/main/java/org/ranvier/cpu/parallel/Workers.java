package org.ranvier.cpu.parallel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that share the work of one caller. Waiting threads are parked: one that
 * spins would take the core from whoever has work.
 *
 * <p>Where a range is cut depends on its length and grain alone, never on the number of threads. So
 * a task whose pieces write to separate places, or whose partial results are joined in the order of
 * the pieces, gives the same bits for any number of threads.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ThreadGroup group = new ThreadGroup("ranvier-cpu");
    private final Object lock = new Object();
    private @Nullable Job current;
    private final List<Thread> started = new ArrayList<>();
    private boolean closed;

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
        withdraw();
        job.await();
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
            lock.notifyAll();
        }
    }

    private void start() {
        Thread thread = new Thread(group, this::serve, "ranvier-cpu-" + (started.size() + 1));
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
    }

    private void withdraw() {
        synchronized (lock) {
            current = null;
        }
    }

    private void serve() {
        Job job = null;
        while ((job = next(job)) != null) {
            job.work();
        }
    }

    /** Waits for another job than the last; null when there will be none. */
    private @Nullable Job next(@Nullable Job last) {
        synchronized (lock) {
            try {
                while (!closed && (current == null || current == last)) {
                    lock.wait();
                }
            } catch (InterruptedException e) {
                return null;
            }
            return closed ? null : current;
        }
    }

    /** Ends the threads and waits until they have ended. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
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
