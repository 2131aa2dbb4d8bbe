package org.ranvier;

import org.jspecify.annotations.Nullable;
import org.ranvier.trace.Trace;

/**
 * How a session is opened.
 *
 * @param threads how many threads a backend on the host may use, at least 1
 * @param memoryLimit the most bytes its tensors may take, {@link Long#MAX_VALUE} for no limit
 * @param seed the key of its default stream of random numbers
 * @param deterministic whether an operation that is not bit-reproducible must throw
 * @param precision how exactly products of F32 may be computed
 * @param trace who is told of every operation, or null
 */
public record SessionOptions(
        int threads,
        long memoryLimit,
        long seed,
        boolean deterministic,
        Precision precision,
        @Nullable Trace trace) {
    /** Checks the ranges. */
    public SessionOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; expected at least 1");
        }
        if (memoryLimit < 0) {
            throw new IllegalArgumentException(
                    "memory limit: " + memoryLimit + " bytes; expected at least 0");
        }
    }

    /**
     * The defaults: {@code -Dranvier.threads} or all processors, no memory limit, seed 0,
     * deterministic, full precision, no trace.
     *
     * @return the options
     * @throws IllegalArgumentException if the property is not a number above 0
     */
    public static SessionOptions defaults() {
        String property = System.getProperty("ranvier.threads");
        int threads = Runtime.getRuntime().availableProcessors();
        if (property != null) {
            try {
                threads = Integer.parseInt(property);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "-Dranvier.threads=" + property + ": expected a number of threads", e);
            }
        }
        return new SessionOptions(threads, Long.MAX_VALUE, 0, true, Precision.FULL, null);
    }

    /**
     * With another number of threads.
     *
     * @param count at least 1
     * @return the options
     */
    public SessionOptions withThreads(int count) {
        return new SessionOptions(count, memoryLimit, seed, deterministic, precision, trace);
    }

    /**
     * With a limit of memory.
     *
     * @param bytes the most bytes tensors may take
     * @return the options
     */
    public SessionOptions withMemoryLimit(long bytes) {
        return new SessionOptions(threads, bytes, seed, deterministic, precision, trace);
    }

    /**
     * With another seed.
     *
     * @param key the key of the default stream of random numbers
     * @return the options
     */
    public SessionOptions withSeed(long key) {
        return new SessionOptions(threads, memoryLimit, key, deterministic, precision, trace);
    }

    /**
     * With operations allowed whose last bits may vary.
     *
     * @param only whether only deterministic operations are allowed
     * @return the options
     */
    public SessionOptions withDeterministic(boolean only) {
        return new SessionOptions(threads, memoryLimit, seed, only, precision, trace);
    }

    /**
     * With another precision of products.
     *
     * @param allowed how exactly products of F32 may be computed
     * @return the options
     */
    public SessionOptions withPrecision(Precision allowed) {
        return new SessionOptions(threads, memoryLimit, seed, deterministic, allowed, trace);
    }

    /**
     * With someone who is told of every operation.
     *
     * @param listener who
     * @return the options
     */
    public SessionOptions withTrace(Trace listener) {
        return new SessionOptions(threads, memoryLimit, seed, deterministic, precision, listener);
    }
}
