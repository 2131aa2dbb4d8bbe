package org.ranvier.benchmarks.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/** Measures the groups of a plan, round by round, each in a JVM of its own. */
public final class Suite {
    /** Listens to a suite. */
    public interface Listener {
        /**
         * A case begins.
         *
         * @param at how many were measured before
         * @param of how many there are
         * @param next the case
         */
        void begins(int at, int of, Case next);

        /**
         * A case was measured.
         *
         * @param done the case
         * @param micros the mean time of a call in this round, µs
         */
        void measured(Case done, double micros);

        /**
         * Something is to be known about a case's measurement.
         *
         * @param about the case
         * @param note what
         */
        void noted(Case about, String note);

        /**
         * A case failed; the suite goes on and leaves it out.
         *
         * @param failed the case
         * @param reason why
         */
        void failed(Case failed, String reason);
    }

    private final Plan plan;
    private final Listener listener;
    private final Map<Case, List<BenchmarkResult>> forks = new LinkedHashMap<>();
    private final Set<Case> failed = new HashSet<>();
    private int at;

    /**
     * A suite.
     *
     * @param plan what it measures
     * @param listener hears of its progress
     */
    public Suite(Plan plan, Listener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Measures all.
     *
     * @return a result for each case that ran; its forks are the rounds
     */
    public List<RunResult> run() {
        for (int round = 0; round < plan.rounds(); round++) {
            for (Plan.Group group : plan.groups()) {
                measure(group);
            }
        }
        List<RunResult> results = new ArrayList<>();
        forks.values().forEach(runs -> results.add(new RunResult(runs.get(0).getParams(), runs)));
        return results;
    }

    private void measure(Plan.Group group) {
        List<String> left = new ArrayList<>(group.workloads());
        left.removeIf(workload -> failed.contains(group.of(workload)));
        at += group.workloads().size() - left.size();
        List<String> said = new ArrayList<>();
        while (!left.isEmpty()) {
            begins(group, left);
            Plan.Group rest = new Plan.Group(group.engine(), group.threads(), left);
            int exit =
                    Child.run(
                            Turn.class,
                            group.threads(),
                            Turn.arguments(rest, plan.pace()),
                            line -> hear(line, group, left, said));
            if (!left.isEmpty()) {
                fail(group, left, "its JVM ended with " + exit + "\n" + String.join("\n", said));
            }
            said.clear();
        }
    }

    /** A line of the JVM that measures; what is neither result nor failure tells why it ended. */
    private void hear(String line, Plan.Group group, List<String> left, List<String> said) {
        if (line.startsWith(Turn.RESULT)) {
            RunResult result = Turn.decode(line.substring(Turn.RESULT.length()));
            Case done = group.of(left.removeFirst());
            forks.computeIfAbsent(done, _ -> new ArrayList<>())
                    .addAll(result.getBenchmarkResults());
            listener.measured(done, result.getPrimaryResult().getScore());
        } else if (line.startsWith(Turn.NOTE)) {
            listener.noted(group.of(left.getFirst()), line.substring(Turn.NOTE.length()));
            return;
        } else if (line.startsWith(Turn.FAILURE)) {
            fail(group, left, line.substring(Turn.FAILURE.length()));
        } else {
            said.add(line);
            return;
        }
        begins(group, left);
    }

    private void begins(Plan.Group group, List<String> left) {
        if (!left.isEmpty()) {
            listener.begins(at++, plan.cases() * plan.rounds(), group.of(left.getFirst()));
        }
    }

    private void fail(Plan.Group group, List<String> left, String reason) {
        Case wrong = group.of(left.removeFirst());
        failed.add(wrong);
        listener.failed(wrong, reason);
    }
}
