package org.ranvier.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rates of one family of workloads: a group of bars for each workload, a bar an engine. */
final class BarChart {
    private static final double LEFT = 330;
    private static final double WIDTH = 480;
    private static final double RIGHT = 200;
    private static final double BAR = 15;
    private static final double GAP = 10;

    private BarChart() {}

    /** Bars as long as the rate, relative to the fastest of the group. */
    static String of(Map<String, List<Measured>> groups, Palette palette, Map<String, Roof> roofs) {
        int bars = groups.values().stream().mapToInt(List::size).sum();
        double height = bars * BAR + groups.size() * GAP + GAP;
        Svg svg = new Svg(LEFT + WIDTH + RIGHT, height, "rates");
        svg.line(LEFT, 0, LEFT, height, "axis");
        double y = GAP;
        for (Map.Entry<String, List<Measured>> group : groups.entrySet()) {
            svg.text(LEFT - 8, y + group.getValue().size() * BAR / 2 + 4, "end", group.getKey());
            double fastest =
                    group.getValue().stream().mapToDouble(Measured::median).min().orElse(1);
            for (Measured m : group.getValue()) {
                bar(svg, y, m, fastest, palette, roofs);
                y += BAR;
            }
            y += GAP;
        }
        return svg.toString();
    }

    private static void bar(
            Svg svg,
            double y,
            Measured m,
            double fastest,
            Palette palette,
            Map<String, Roof> roofs) {
        double length = WIDTH * fastest / m.median();
        String label = label(m, roofs.getOrDefault(m.of().who(), new Roof(Double.NaN, Double.NaN)));
        svg.rectangle(LEFT, y + 1, length, BAR - 2, palette.of(m), m.of().who() + ": " + label);
        double shortest = LEFT + WIDTH * Math.min(1, fastest / m.high());
        double longest = LEFT + Math.min(WIDTH * fastest / m.low(), WIDTH + 20);
        svg.line(shortest, y + BAR / 2, longest, y + BAR / 2, "spread");
        svg.text(Math.max(LEFT + length, longest) + 6, y + BAR - 4, "start", label);
    }

    static String label(Measured m, Roof roof) {
        double share = roof.share(m);
        String part =
                Double.isNaN(share) ? "" : String.format(Locale.ROOT, ", %.0f %%", share * 100);
        return time(m.median()) + rate(m) + part;
    }

    private static String rate(Measured m) {
        boolean compute = m.workload().cost().flops() > 8 * m.workload().cost().bytes();
        if (compute || m.workload().cost().bytes() == 0) {
            return String.format(Locale.ROOT, ", %.1f GFLOP/s", m.gigaflops());
        }
        return String.format(Locale.ROOT, ", %.1f GB/s", m.gigabytes());
    }

    static String time(double micros) {
        if (micros < 1000) {
            return String.format(Locale.ROOT, "%.1f µs", micros);
        }
        return String.format(Locale.ROOT, "%.2f ms", micros / 1000);
    }
}
