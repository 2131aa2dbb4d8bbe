package org.ranvier.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the cases of a plan, round by round. */
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
         * A case failed; the suite goes on and leaves it out.
         *
         * @param failed the case
         * @param reason why
         */
        void failed(Case failed, String reason);
    }

    private final Plan plan;
    private final Listener listener;

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
        Map<Case, List<BenchmarkResult>> forks = new LinkedHashMap<>();
        List<Case> failed = new ArrayList<>();
        int at = 0;
        int total = plan.cases().size() * plan.rounds();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Case next : plan.cases()) {
                listener.begins(at++, total, next);
                if (!failed.contains(next) && !measure(next, forks)) {
                    failed.add(next);
                }
            }
        }
        List<RunResult> results = new ArrayList<>();
        forks.values().forEach(runs -> results.add(new RunResult(runs.get(0).getParams(), runs)));
        return results;
    }

    private boolean measure(Case next, Map<Case, List<BenchmarkResult>> forks) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            RunResult result = quietly(said, options(next));
            forks.computeIfAbsent(next, _ -> new ArrayList<>())
                    .addAll(result.getBenchmarkResults());
            listener.measured(next, result.getPrimaryResult().getScore());
            return true;
        } catch (RunnerException e) {
            listener.failed(next, reason(e) + "\n" + said.toString(StandardCharsets.UTF_8));
            return false;
        }
    }

    /**
     * A fork's JVM says on each start that the Vector API incubates; only a failure needs telling.
     */
    private static RunResult quietly(ByteArrayOutputStream said, Options options)
            throws RunnerException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return new Runner(options).runSingle();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** What JMH wraps: the failure of the workload in its JVM. */
    private static String reason(Throwable failure) {
        StringJoiner messages = new StringJoiner(": ");
        for (Throwable t = failure; t != null; t = t.getCause()) {
            messages.add(String.valueOf(t.getMessage()));
            for (Throwable inner : t.getSuppressed()) {
                messages.add(reason(inner));
            }
        }
        return messages.toString();
    }

    private Options options(Case next) {
        TimeValue time = TimeValue.milliseconds(plan.millis());
        return new OptionsBuilder()
                .include(Measurement.class.getName() + ".run")
                .param("engine", next.engine())
                .param("threads", "" + next.threads())
                .param("workload", next.workload())
                .forks(1)
                .warmupIterations(plan.warmups())
                .warmupTime(time)
                .measurementIterations(plan.iterations())
                .measurementTime(time)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(
                        "-Dranvier.threads=" + next.threads(),
                        "--sun-misc-unsafe-memory-access=allow")
                .build();
    }
}
