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
        if (engine.startsWith("cuda") || engine.startsWith("opencl")) {
            return engine;
        }
        return engine + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
    }
}
