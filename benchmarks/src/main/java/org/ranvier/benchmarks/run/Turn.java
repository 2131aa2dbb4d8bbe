package org.ranvier.benchmarks.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The main program of a JVM that measures one group of a plan. It tells each result in a line of
 * its own, so that what was measured before a crash is kept.
 */
final class Turn {
    /** Before a result: a serialised {@link RunResult} in Base64. */
    static final String RESULT = "@result ";

    /** Before the reason of a failure. */
    static final String FAILURE = "@failure ";

    /** Before what is said about the measurement whose result comes next. */
    static final String NOTE = "@note ";

    private Turn() {}

    /** Arguments: engine, threads, warm-up, iterations, their length, workloads. */
    static void main(String[] args) {
        PrintStream out = System.out;
        Pace pace =
                new Pace(
                        Integer.parseInt(args[2]),
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]));
        boolean first = true;
        for (String workload : Arrays.asList(args).subList(5, args.length)) {
            Case next = new Case(args[0], Integer.parseInt(args[1]), workload);
            try {
                out.println(RESULT + encode(new Runner(options(next, pace, first)).runSingle()));
            } catch (RunnerException e) {
                out.println(FAILURE + reason(e).replace('\n', ' '));
            }
            first = false;
        }
    }

    static List<String> arguments(Plan.Group group, Pace pace) {
        List<String> list =
                new ArrayList<>(
                        List.of(
                                group.engine(),
                                "" + group.threads(),
                                "" + pace.warmup(),
                                "" + pace.iterations(),
                                "" + pace.millis()));
        list.addAll(group.workloads());
        return list;
    }

    /** Not forked again: this JVM is the fork. */
    private static Options options(Case next, Pace pace, boolean first) {
        return new OptionsBuilder()
                .include(Measurement.class.getName() + ".run")
                .param("engine", next.engine())
                .param("threads", "" + next.threads())
                .param("workload", next.workload())
                .param("warmup", "" + pace.warmup(next, first))
                .forks(0)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(pace.millis()))
                .measurementIterations(pace.iterations())
                .measurementTime(TimeValue.milliseconds(pace.millis()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static String encode(RunResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
        } catch (IOException e) {
            throw new IllegalStateException("cannot serialise a result", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static RunResult decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (RunResult) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("cannot read a result", e);
        }
    }

    /** What JMH wraps: the failure of the workload. */
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
}
