package org.ranvier.benchmarks.run;

/**
 * A workload on an engine.
 *
 * @param engine the engine's name
 * @param threads the threads of an engine on the processor
 * @param workload the workload's name
 */
public record Case(String engine, int threads, String workload) {
    /**
     * The engine with its threads, where they matter.
     *
     * @return as {@code cpu, 1 thread} or {@code cuda:0}
     */
    public String who() {
        if (!usesThreads(engine)) {
            return engine;
        }
        return engine + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    }

    /**
     * Whether the number of threads matters to an engine: to all but CUDA and OpenCL.
     *
     * @param engine its name
     * @return true if it runs in this many threads of the processor
     */
    static boolean usesThreads(String engine) {
        return !engine.startsWith("cuda") && !engine.startsWith("opencl");
    }
}
