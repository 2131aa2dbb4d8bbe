package org.ranvier.benchmarks.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * What a suite measures and how long.
 *
 * @param groups what, in the order of a round; a group is measured in one JVM
 * @param rounds how often each group gets a JVM of its own
 * @param pace how long
 */
public record Plan(List<Group> groups, int rounds, Pace pace) {
    /**
     * The workloads of one family on one engine.
     *
     * @param engine the engine's name
     * @param threads the threads of an engine on the processor
     * @param workloads the workloads' names
     */
    public record Group(String engine, int threads, List<String> workloads) {
        /** Copies the list. */
        public Group {
            workloads = List.copyOf(workloads);
        }

        Case of(String workload) {
            return new Case(engine, threads, workload);
        }
    }

    /** Copies the list. */
    public Plan {
        groups = List.copyOf(groups);
    }

    /**
     * A plan of a minute or two: a workload of each kind, one JVM each, short iterations.
     *
     * @param engines the engines' names with the workloads they offer
     * @param threads the numbers of threads to measure with
     * @param wanted which workloads
     * @return the plan
     */
    public static Plan quick(
            Map<String, Set<String>> engines, List<Integer> threads, Predicate<Workload> wanted) {
        return new Plan(
                groups(engines, threads, wanted.and(Workload::quick)), 1, new Pace(400, 3, 100));
    }

    /**
     * A plan for figures to keep.
     *
     * @param engines the engines' names with the workloads they offer
     * @param threads the numbers of threads to measure with
     * @param wanted which workloads
     * @param rounds how often each group gets a JVM of its own
     * @return the plan
     */
    public static Plan full(
            Map<String, Set<String>> engines,
            List<Integer> threads,
            Predicate<Workload> wanted,
            int rounds) {
        return new Plan(groups(engines, threads, wanted), rounds, new Pace(800, 5, 60));
    }

    /**
     * How many measurements a round has.
     *
     * @return the number of cases
     */
    public int cases() {
        return groups.stream().mapToInt(group -> group.workloads().size()).sum();
    }

    /** Engines take turns at each family, so that a noisy minute strikes all of them. */
    private static List<Group> groups(
            Map<String, Set<String>> engines, List<Integer> threads, Predicate<Workload> wanted) {
        Map<Workload.Family, List<String>> families = new LinkedHashMap<>();
        for (Workload workload : Workloads.all()) {
            if (wanted.test(workload)) {
                families.computeIfAbsent(workload.family(), _ -> new ArrayList<>())
                        .add(workload.name());
            }
        }
        List<Group> groups = new ArrayList<>();
        for (List<String> family : families.values()) {
            for (int count : threads) {
                engines.forEach((engine, offers) -> {
                    List<String> own = family.stream().filter(offers::contains).toList();
                    boolean turn = Case.usesThreads(engine) || count == threads.getLast();
                    if (turn && !own.isEmpty()) {
                        groups.add(new Group(engine, count, own));
                    }
                });
            }
        }
        return groups;
    }
}
