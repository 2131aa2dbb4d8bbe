package org.ranvier.benchmarks.peers.torch;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All kernels, by what stands before the type in a workload's name, or by the whole name. */
public final class Kernels {
    private static final Map<String, Kernel> ALL = new HashMap<>();

    static {
        ALL.putAll(Products.all());
        ALL.putAll(ElementWise.all());
        ALL.putAll(Rows.all());
        ALL.putAll(Images.all());
        ALL.putAll(Movements.all());
        ALL.putAll(States.all());
        ALL.putAll(Training.all());
    }

    private Kernels() {}

    /**
     * The kernel of a workload.
     *
     * @param workload its name
     * @return the kernel; null if there is none
     */
    public static @Nullable Kernel find(String workload) {
        Kernel whole = ALL.get(workload);
        int type = workload.indexOf(" f32");
        return whole != null || type < 0 ? whole : ALL.get(workload.substring(0, type));
    }

    /**
     * The kernel of a workload.
     *
     * @param workload its name
     * @return the kernel
     * @throws IllegalArgumentException if there is none
     */
    public static Kernel of(String workload) {
        Kernel found = find(workload);
        if (found == null) {
            throw new IllegalArgumentException("libtorch: no kernel for '" + workload + "'");
        }
        return found;
    }
}
