package org.ranvier.benchmarks.peers.c;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ranvier.benchmarks.run.Engine;
import org.ranvier.benchmarks.run.Operand;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * What one would write in C: Adam and steps of LIF neurons as plain loops, compiled by the system's
 * compiler when they are measured. Its threads come from {@code OMP_NUM_THREADS}.
 */
public final class CLoops implements Engine {
    /** The engine; nothing is compiled yet. */
    public CLoops() {}

    @Override
    public String name() {
        return "c";
    }

    @Override
    public String description() {
        return Compiler.version() + ", " + String.join(" ", Compiler.OPTIONS);
    }

    @Override
    public Set<String> workloads() {
        return Workloads.all().stream()
                .map(Workload::name)
                .filter(Loops::has)
                .collect(Collectors.toSet());
    }

    @Override
    public Ready prepare(String workload, int threads) {
        List<Operand> in = Operand.of(workload);
        return new Loops().prepare(workload, in);
    }
}
