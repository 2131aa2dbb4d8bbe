package org.ranvier.benchmarks.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All workloads. */
public final class Workloads {
    private static final Map<String, Workload> ALL = byName();

    private Workloads() {}

    /**
     * Every workload.
     *
     * @return in the order of the report
     */
    public static List<Workload> all() {
        return List.copyOf(ALL.values());
    }

    /**
     * A workload by its name.
     *
     * @param name the name
     * @return the workload
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Workload of(String name) {
        Workload found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no workload '"
                            + name
                            + "'; there are: "
                            + ALL.keySet().stream().collect(Collectors.joining(", ")));
        }
        return found;
    }

    private static Map<String, Workload> byName() {
        List<Workload> list = new ArrayList<>();
        list.addAll(Limits.all());
        list.addAll(MatMuls.all());
        list.addAll(Convolutions.all());
        list.addAll(ElementWise.all());
        list.addAll(Rows.all());
        list.addAll(Images.all());
        list.addAll(Reductions.all());
        list.addAll(Arrangements.all());
        list.addAll(States.all());
        list.addAll(Large.all());
        list.addAll(Transfers.all());
        list.addAll(Forwards.all());
        list.addAll(TrainingSteps.all());
        Map<String, Workload> map = new LinkedHashMap<>();
        for (Workload workload : list) {
            if (map.put(workload.name(), workload) != null) {
                throw new IllegalStateException("two workloads are named " + workload.name());
            }
        }
        return map;
    }
}
