package org.ranvier.benchmarks.run;

import java.util.List;
import java.util.Set;

/**
 * What runs workloads: a device of Ranvier or a peer. Peers are found by {@link
 * java.util.ServiceLoader}.
 */
public interface Engine {
    /** A workload that is ready to run. */
    interface Ready extends Runnable, AutoCloseable {
        /** Runs it once; it is complete on return. */
        @Override
        void run();

        /**
         * Runs it once.
         *
         * @return what it computed, each result row by row
         */
        List<float[]> result();

        /**
         * Whether it has got as fast as it will; asked while it is being warmed up.
         *
         * @return false while the engine still improves its kernels; by default true
         */
        default boolean settled() {
            return true;
        }

        /** Gives everything back. */
        @Override
        void close();
    }

    /**
     * The name.
     *
     * @return as {@code cpu}, {@code opencl:0} or {@code libtorch}
     */
    String name();

    /**
     * What it is.
     *
     * @return device or library with its version
     */
    String description();

    /**
     * The workloads it has.
     *
     * @return their names
     */
    Set<String> workloads();

    /**
     * Makes a workload ready.
     *
     * @param workload one of {@link #workloads}
     * @param threads how many threads it may use, where it runs on the processor
     * @return the workload
     */
    Ready prepare(String workload, int threads);
}
