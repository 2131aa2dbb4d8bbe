package org.ranvier.benchmarks.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workloads;

/**
 * What a suite measures and how long.
 *
 * @param cases what, in the order of a round
 * @param rounds how often each case gets a JVM of its own
 * @param warmups iterations before measuring
 * @param iterations iterations measured
 * @param millis the length of an iteration, ms
 */
public record Plan(List<Case> cases, int rounds, int warmups, int iterations, int millis) {
    /** Copies the list. */
    public Plan {
        cases = List.copyOf(cases);
    }

    /**
     * A plan of a minute or two: a workload of each kind, one JVM each, short iterations.
     *
     * @param engines the engines' names
     * @param threads the numbers of threads to measure with
     * @param wanted which workloads
     * @return the plan
     */
    public static Plan quick(
            List<String> engines, List<Integer> threads, Predicate<Workload> wanted) {
        return new Plan(cases(engines, threads, wanted.and(Workload::quick)), 1, 8, 3, 200);
    }

    /**
     * A plan for figures to keep: three JVMs each, in turns.
     *
     * @param engines the engines' names
     * @param threads the numbers of threads to measure with
     * @param wanted which workloads
     * @return the plan
     */
    public static Plan full(
            List<String> engines, List<Integer> threads, Predicate<Workload> wanted) {
        return new Plan(cases(engines, threads, wanted), 3, 5, 5, 400);
    }

    /** Engines take turns at each workload, so that a noisy minute strikes all of them. */
    private static List<Case> cases(
            List<String> engines, List<Integer> threads, Predicate<Workload> wanted) {
        Map<String, Set<String>> offers = new HashMap<>();
        engines.forEach(name -> offers.put(name, Engines.of(name).workloads()));
        List<Case> cases = new ArrayList<>();
        for (Workload workload : Workloads.all()) {
            if (!wanted.test(workload)) {
                continue;
            }
            for (String name : engines) {
                if (!offers.getOrDefault(name, Set.of()).contains(workload.name())) {
                    continue;
                }
                List<Integer> counts =
                        Case.usesThreads(name) ? threads : List.of(threads.getLast());
                counts.forEach(count -> cases.add(new Case(name, count, workload.name())));
            }
        }
        return cases;
    }
}
