package org.ranvier.cpu.parallel;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A task under way: threads take piece after piece until none is left. */
final class Job {
    private final long items;
    private final long grain;
    private final long pieces;
    private final RangeTask task;
    private final Thread caller = Thread.currentThread();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(long items, long grain, long pieces, RangeTask task) {
        this.items = items;
        this.grain = grain;
        this.pieces = pieces;
        this.task = task;
    }

    /** Takes pieces until none is left. */
    void work() {
        long piece;
        while ((piece = taken.getAndIncrement()) < pieces) {
            try {
                if (failure.get() == null) {
                    long start = piece * grain;
                    task.run(start, Math.min(start + grain, items));
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                if (done.incrementAndGet() == pieces && Thread.currentThread() != caller) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    /**
     * Waits for the pieces that other threads have taken, and throws what one of them threw.
     *
     * @param patience nanoseconds until the caller is parked
     */
    void await(long patience) {
        long start = System.nanoTime();
        while (done.get() < pieces && System.nanoTime() - start < patience) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (done.get() < pieces) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
