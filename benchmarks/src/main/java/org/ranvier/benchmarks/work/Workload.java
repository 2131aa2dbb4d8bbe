package org.ranvier.benchmarks.work;

import java.util.function.Function;
import org.ranvier.Session;

/**
 * One thing to measure.
 *
 * @param name its name, unique: family, operation, shape, as {@code matmul f32 512x512x512}
 * @param family what the report groups it under
 * @param cost what it costs at least
 * @param quick whether the quick mode measures it, too
 * @param prepare makes the operands in a session; what the task's action makes belongs to a scope
 *     that closes after each call
 */
public record Workload(
        String name, Family family, Cost cost, boolean quick, Function<Session, Task> prepare) {
    /**
     * What a workload costs at least.
     *
     * @param flops floating-point operations; a multiply-add is two
     * @param bytes bytes that must be read or written once
     */
    public record Cost(double flops, double bytes) {}

    /** Groups of workloads, in the order of the report. */
    public enum Family {
        /** What the device can do at best: the roof of the others. */
        LIMIT,
        /** Products of matrices. */
        MATMUL,
        /** Convolutions, forward and both backwards. */
        CONVOLUTION,
        /** Functions of each element. */
        ELEMENT_WISE,
        /** Softmax and losses. */
        SOFTMAX,
        /** Normalisation. */
        NORMALISATION,
        /** Pooling. */
        POOLING,
        /** Sums and running sums. */
        REDUCTION,
        /** Transposes and other copies. */
        MOVEMENT,
        /** Gather, scatter, sort. */
        INDEXING,
        /** Random numbers. */
        RANDOM,
        /** Steps of optimisers. */
        OPTIMISER,
        /** Steps of populations of neurons. */
        NEURONS,
        /** Attention. */
        ATTENTION,
        /** What memory bounds, on tensors beyond every cache. */
        MEMORY,
        /** Copies between host and device, and what a launch costs. */
        TRANSFER,
        /** Forward passes of whole networks. */
        FORWARD,
        /** Whole training steps. */
        TRAINING
    }

    /**
     * The same, measured in quick mode, too.
     *
     * @return the workload
     */
    public Workload quickly() {
        return new Workload(name, family, cost, true, prepare);
    }
}
