package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Ranvier's processor beside its peers, as Markdown. */
public final class RatioTable {
    private static final String NOTE =
            """
            Beside the time of a call stands, for each peer, its time by ours: above 1, Ranvier is
            faster. Both are medians over the rounds of their medians; in parentheses stands what
            the spread over the rounds allows. ✓ and ✗ say whether a goal is reached.
            """;

    private final Results results;
    private final List<Ratio> ratios;
    private final Set<String> peers = new LinkedHashSet<>();
    private final StringBuilder out = new StringBuilder("# The processor beside its peers\n\n");
    private int reached;
    private int goals;

    private RatioTable(Results results) {
        this.results = results;
        this.ratios = Ratio.all(results.list());
        ratios.forEach(ratio -> peers.add(ratio.peer().of().engine()));
    }

    /**
     * The table.
     *
     * @param results measurements of the processor and of peers
     * @return Markdown
     */
    public static String of(Results results) {
        RatioTable table = new RatioTable(results);
        StringBuilder parts = new StringBuilder();
        Goals.parts().forEach(part -> parts.append(table.part(part)));
        table.head();
        return table.out.append(parts).toString();
    }

    private void head() {
        out.append(NOTE).append('\n');
        out.append(reached + " of " + goals + " goals are reached.\n\n");
        results.environment()
                .forEach((key, value) -> {
                    if (!value.isBlank()) {
                        out.append("- " + key + ": " + value.replace("|", "\\|") + "\n");
                    }
                });
    }

    private String part(Goals.Part part) {
        List<Measured> ours =
                results.list().stream()
                        .filter(m -> m.of().engine().equals("cpu"))
                        .filter(m -> part.has(m.of().workload()))
                        .toList();
        if (ours.isEmpty()) {
            return "";
        }
        List<String> columns = new ArrayList<>(peers);
        columns.removeIf(peer -> ours.stream().noneMatch(m -> ratio(m, peer).isPresent()));
        StringBuilder text = new StringBuilder("\n## " + part.title() + "\n\n");
        text.append("| workload | threads | Ranvier | ± |");
        columns.forEach(peer -> text.append(" " + peer + " |"));
        text.append("\n|---|--:|--:|--:|" + "--:|".repeat(columns.size()) + "\n");
        for (Measured m : ours) {
            text.append(row(m, columns));
        }
        return text.toString();
    }

    private String row(Measured ours, List<String> columns) {
        StringBuilder row = new StringBuilder();
        row.append("| " + ours.of().workload() + " | " + ours.of().threads() + " | ");
        row.append(BarChart.time(ours.median()));
        row.append(String.format(Locale.ROOT, " | %.0f %% |", ours.spread() * 100));
        for (String peer : columns) {
            row.append(ratio(ours, peer).map(this::cell).orElse(" |"));
        }
        return row.append("\n").toString();
    }

    private Optional<Ratio> ratio(Measured ours, String peer) {
        return ratios.stream()
                .filter(r -> r.ours() == ours && r.peer().of().engine().equals(peer))
                .findFirst();
    }

    private String cell(Ratio ratio) {
        String figure =
                String.format(
                        Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.value(), ratio.low(), ratio.high());
        OptionalDouble goal = Goals.of(ratio);
        if (goal.isEmpty()) {
            return " " + figure + " |";
        }
        goals++;
        boolean met = ratio.value() >= goal.getAsDouble();
        reached += met ? 1 : 0;
        String least = String.format(Locale.ROOT, "%s", goal.getAsDouble());
        return met ? " " + figure + " ✓ |" : " **" + figure + "** ✗ ≥ " + least + " |";
    }
}
