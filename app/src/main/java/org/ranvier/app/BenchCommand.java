package org.ranvier.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.ranvier.benchmarks.report.Comparison;
import org.ranvier.benchmarks.report.Page;
import org.ranvier.benchmarks.report.RatioChart;
import org.ranvier.benchmarks.report.RatioTable;
import org.ranvier.benchmarks.report.Results;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.run.Engines;
import org.ranvier.benchmarks.run.FreshStart;
import org.ranvier.benchmarks.run.Offer;
import org.ranvier.benchmarks.run.Plan;
import org.ranvier.benchmarks.run.Suite;
import org.ranvier.benchmarks.work.Workload;
import org.ranvier.benchmarks.work.Workload.Family;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ranvier bench}. */
@Command(
        name = "bench",
        description = {
            "Measures every device that is there, and other libraries if asked, in turns.",
            "Leaves JMH's results with machine and versions as JSON, and a page with charts."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--quick", description = "A selection, in less than three minutes.")
    private boolean quick;

    @Option(
            names = "--backend",
            paramLabel = "NAME,…",
            split = ",",
            description =
                    "Devices, and with --peers other libraries (default: all that are there).")
    private List<String> engines = List.of();

    @Option(names = "--peers", description = "Other libraries, too; the launcher builds them.")
    private boolean peers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "JVMs for each figure (default: ${DEFAULT-VALUE}; quick: 1).")
    private int rounds = 3;

    @Option(
            names = "--threads",
            paramLabel = "N,…",
            split = ",",
            description =
                    "Threads of the processor to measure with (default: all; full: 1 and all).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description =
                    "Workloads in whose name this is found, or the name of a family: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FamilyNames.class)
    private @Nullable String only;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("out", "bench");

    /** Families for help and completion. */
    static final class FamilyNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Family.values()).map(BenchCommand::name).iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter log = spec.commandLine().getOut();
        List<Offer> offers = names().stream().map(Offer::of).toList();
        offers.forEach(offer -> log.println(offer.name() + ": " + offer.description()));
        Plan plan = plan(offers);
        if (plan.cases() == 0) {
            throw new IllegalArgumentException(
                    "no engine has a workload that fits --only '" + only + "'");
        }
        List<RunResult> measured = new Suite(plan, new Log(log)).run();
        Files.createDirectories(out);
        Path json = out.resolve("results.json");
        Results.write(json, offers, command(), measured);
        Path page = out.resolve("report.html");
        Results results = Results.read(json);
        Files.writeString(page, Page.of(results));
        if (peers) {
            write(List.of(json), ".md", RatioTable.of(results));
            write(List.of(json), ".svg", RatioChart.of(results));
        }
        log.println("results: " + json + "\nreport:  " + page);
        return measured.isEmpty() ? 1 : 0;
    }

    private List<String> names() {
        if (peers && Engines.peers().isEmpty()) {
            throw new IllegalArgumentException(
                    "--peers: none was built; start as './ranvier bench --peers', or build with"
                            + " Maven's profile peers");
        }
        if (!engines.isEmpty()) {
            return engines;
        }
        List<String> names = new ArrayList<>(Engines.devices());
        if (peers) {
            names.addAll(Engines.peers());
        }
        return names;
    }

    private Plan plan(List<Offer> offers) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        offers.forEach(offer -> names.put(offer.name(), offer.workloads()));
        int all = Runtime.getRuntime().availableProcessors();
        List<Integer> counts = threads;
        if (counts.isEmpty()) {
            counts = quick || all == 1 ? List.of(all) : List.of(1, all);
        }
        return quick
                ? Plan.quick(names, counts, wanted())
                : Plan.full(names, counts, wanted(), rounds);
    }

    /** Limits are always measured: the others are shown in relation to them. */
    private Predicate<Workload> wanted() {
        if (only == null) {
            return _ -> true;
        }
        Predicate<String> fits = Pattern.compile(only).asPredicate();
        return w ->
                w.family() == Family.LIMIT || fits.test(w.name()) || name(w.family()).equals(only);
    }

    private static String name(Family family) {
        return family.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String command() {
        return "ranvier bench "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .skip(1)
                        .collect(Collectors.joining(" "));
    }

    /** Compares two files. */
    @Command(name = "compare", description = "Shows what got faster or slower beyond the noise.")
    int compare(
            @Parameters(paramLabel = "BEFORE", description = "Results, as JSON.") Path before,
            @Parameters(paramLabel = "AFTER", description = "Results, as JSON.") Path after)
            throws IOException {
        spec.commandLine().getOut().print(Comparison.of(Results.read(before), Results.read(after)));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** How soon a fresh JVM trains. */
    @Command(
            name = "start",
            description = "Measures how soon a fresh JVM trains: first step, and steady steps.")
    int start(
            @Parameters(paramLabel = "RESULTS", description = "Where results go, as JSON.")
                    Path file)
            throws IOException {
        int all = Runtime.getRuntime().availableProcessors();
        var results = FreshStart.measure("cpu", all, rounds);
        Results.write(file, List.of(Offer.of("cpu")), command(), results);
        spec.commandLine().getOut().println(file);
        return 0;
    }

    /** Ratios as Markdown. */
    @Command(
            name = "table",
            description = "Writes a table of the processor beside its peers, as Markdown.")
    int table(
            @Parameters(
                            paramLabel = "RESULTS",
                            arity = "1..*",
                            description = "Results, as JSON; the table lies beside the first.")
                    List<Path> files)
            throws IOException {
        return write(files, ".md", RatioTable.of(Results.read(files)));
    }

    /** Ratios as a picture. */
    @Command(name = "chart", description = "Draws the processor beside its peers, as SVG.")
    int chart(
            @Parameters(
                            paramLabel = "RESULTS",
                            arity = "1..*",
                            description = "Results, as JSON; the chart lies beside the first.")
                    List<Path> files)
            throws IOException {
        return write(files, ".svg", RatioChart.of(Results.read(files)));
    }

    private int write(List<Path> files, String suffix, String text) throws IOException {
        String name = files.getFirst().getFileName().toString().replaceFirst("\\.json$", "");
        Path file = files.getFirst().resolveSibling(name + suffix);
        Files.writeString(file, text);
        spec.commandLine().getOut().println(file);
        return 0;
    }

    /** One line a measurement. */
    private record Log(PrintWriter out) implements Suite.Listener {
        @Override
        public void begins(int at, int of, Case next) {
            out.printf(Locale.ROOT, "[%d/%d] %s, %s ... ", at + 1, of, next.workload(), next.who());
            out.flush();
        }

        @Override
        public void measured(Case done, double micros) {
            out.printf(Locale.ROOT, "%.1f µs%n", micros);
        }

        @Override
        public void noted(Case about, String note) {
            out.print(note + "; ");
        }

        @Override
        public void failed(Case failed, String reason) {
            out.println("failed: " + reason);
        }
    }
}
