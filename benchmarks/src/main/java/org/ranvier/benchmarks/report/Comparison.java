package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ranvier.benchmarks.run.Case;

/** What got faster or slower from one file of results to another, beyond the noise. */
public final class Comparison {
    /** A change below this is noise, whatever the spreads say. */
    private static final double LEAST = 0.03;

    private record Change(Measured before, Measured after) {
        double ratio() {
            return before.median() / after.median();
        }

        /** Whether the ranges lie apart. */
        boolean counts() {
            boolean apart = after.high() < before.low() || before.high() < after.low();
            return apart && Math.abs(ratio() - 1) > LEAST;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "  %5.2f x  %10.1f → %10.1f µs  %s, %s",
                    ratio(),
                    before.median(),
                    after.median(),
                    after.of().workload(),
                    after.of().who());
        }
    }

    private Comparison() {}

    /**
     * Compares.
     *
     * @param before the old results
     * @param after the new results
     * @return a text: what got faster, what slower, what is in one file only
     */
    public static String of(Results before, Results after) {
        Map<Case, Measured> old = new HashMap<>();
        before.list().forEach(m -> old.put(m.of(), m));
        List<Change> changes = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (Measured now : after.list()) {
            Measured then = old.remove(now.of());
            if (then == null) {
                added.add("  " + now.of().workload() + ", " + now.of().who());
            } else {
                changes.add(new Change(then, now));
            }
        }
        List<String> gone =
                old.keySet().stream().map(c -> "  " + c.workload() + ", " + c.who()).toList();
        StringBuilder text = new StringBuilder();
        changes.sort((a, b) -> Double.compare(b.ratio(), a.ratio()));
        section(text, "faster", lines(changes, true));
        section(text, "slower", lines(changes, false));
        section(text, "new", added);
        section(text, "gone", gone);
        long same = changes.stream().filter(c -> !c.counts()).count();
        return text.append(same).append(" unchanged within the noise\n").toString();
    }

    private static List<String> lines(List<Change> changes, boolean faster) {
        return changes.stream()
                .filter(c -> c.counts() && (c.ratio() > 1) == faster)
                .map(Change::line)
                .toList();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(title).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
        }
    }
}
