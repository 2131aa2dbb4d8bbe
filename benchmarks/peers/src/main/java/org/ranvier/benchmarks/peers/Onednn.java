package org.ranvier.benchmarks.peers;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.ranvier.benchmarks.peers.onednn.Primitives;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * oneDNN through JavaCPP. Convolutions run in the layouts that it likes best, without the time to
 * get there and back; all else on plain rows. Its threads come from {@code OMP_NUM_THREADS}.
 */
public final class Onednn implements Engine {
    /** The engine; nothing is loaded yet. */
    public Onednn() {}

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public String description() {
        load();
        dnnl_version_t version = dnnl.dnnl_version();
        return "oneDNN "
                + version.major()
                + "."
                + version.minor()
                + "."
                + version.patch()
                + " with OpenMP; convolutions in its own layouts; loaded from "
                + String.join(", ", Natives.loaded("libdnnl"));
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream()
                .map(Workload::name)
                .filter(Primitives::has)
                .collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        load();
        return Primitives.prepare(workload, Operand.of(workload));
    }

    private static void load() {
        String folder = "org/bytedeco/dnnl/linux-x86_64/";
        Natives.bind(
                "onednn-3.11",
                List.of(
                        folder + "libgomp.so.1",
                        folder + "libdnnl.so.3",
                        folder + "libjnidnnl.so"));
    }
}
