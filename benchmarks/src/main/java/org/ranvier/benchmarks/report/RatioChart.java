package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ranvier's processor beside its peers: a row for each part of the table, a dot for each workload
 * and peer, on a logarithmic scale. An SVG file of its own, for light and dark pages.
 */
public final class RatioChart {
    private static final double LEFT = 250;
    private static final double WIDTH = 540;
    private static final double ROW = 24;
    private static final double TOP = 58;
    private static final double LEAST = 1.0 / 16;
    private static final double MOST = 64;

    private static final String STYLE =
            """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1c2330 }
            .grid { stroke: #d5d8e0 } .one { stroke: #1c2330; stroke-width: 1.5 }
            .band { fill: #f2f4f8 } .p0 { fill: #0072b2 } .p1 { fill: #e69f00 }
            .p2 { fill: #009e73 } .p3 { fill: #cc79a7 } .p4 { fill: #d55e00 } .p5 { fill: #777777 }
            .p6 { fill: #56b4e9 } .p7 { fill: #8a7f00 }
            circle { fill-opacity: .75 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6e8ee } .grid { stroke: #3a4050 } .one { stroke: #e6e8ee }
              .band { fill: #1b2230 } .p0 { fill: #4ba3e3 } .p1 { fill: #f0b840 }
              .p2 { fill: #35c79a } .p3 { fill: #e09cc4 } .p4 { fill: #f07d33 } .p5 { fill: #aaaaaa }
              .p6 { fill: #9fd6f7 } .p7 { fill: #d6c900 }
            }
            </style>
            """;

    private final Map<String, List<Ratio>> rows = new LinkedHashMap<>();
    private final List<String> peers = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private RatioChart(Results results) {
        List<Ratio> ratios =
                Ratio.all(results.list()).stream()
                        .filter(r -> r.ours().of().threads() == 1)
                        .toList();
        for (Goals.Part part : Goals.parts()) {
            List<Ratio> own =
                    ratios.stream().filter(r -> part.has(r.ours().of().workload())).toList();
            if (!own.isEmpty()) {
                rows.put(part.title(), own);
            }
        }
        for (Ratio ratio : ratios) {
            if (!peers.contains(ratio.peer().of().engine())) {
                peers.add(ratio.peer().of().engine());
            }
        }
    }

    /**
     * The chart.
     *
     * @param results measurements of the processor and of peers with one thread
     * @return SVG
     */
    public static String of(Results results) {
        return new RatioChart(results).draw();
    }

    private String draw() {
        double height = TOP + rows.size() * ROW + 34;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %.0f %.0f' role='img'>",
                LEFT + WIDTH + 24, height);
        out.append("<title>Times of other libraries by Ranvier's, one thread</title>\n");
        out.append(STYLE);
        legend();
        int row = 0;
        for (Map.Entry<String, List<Ratio>> entry : rows.entrySet()) {
            double y = TOP + row * ROW;
            if (row++ % 2 == 0) {
                add(
                        "<rect class='band' x='0' y='%.1f' width='%.1f' height='%.1f'/>\n",
                        y, LEFT + WIDTH + 24, ROW);
            }
            text(LEFT - 14, y + ROW / 2 + 4, "end", entry.getKey());
        }
        grid();
        row = 0;
        for (List<Ratio> ratios : rows.values()) {
            double y = TOP + row++ * ROW + ROW / 2;
            ratios.forEach(ratio -> dot(ratio, y));
        }
        return out.append("</svg>\n").toString();
    }

    private void legend() {
        double x = LEFT;
        for (String peer : peers) {
            add("<circle class='%s' cx='%.1f' cy='16' r='5'/>", colour(peer), x);
            text(x + 10, 20, "start", peer);
            x += 34 + 7 * peer.length();
        }
        text(x(1) - 8, 44, "end", "← the other is faster");
        text(x(1) + 8, 44, "start", "Ranvier is faster, so many times →");
    }

    private void grid() {
        double bottom = TOP + rows.size() * ROW;
        for (double v = LEAST; v <= MOST; v *= 2) {
            String kind = v == 1 ? "one" : "grid";
            add(
                    "<line class='%s' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>\n",
                    kind, x(v), TOP, x(v), bottom);
            String label = v >= 1 ? "" + Math.round(v) : "1/" + Math.round(1 / v);
            text(x(v), bottom + 18, "middle", label);
        }
    }

    /** Peers lie a little apart, so that their dots do not hide each other. */
    private void dot(Ratio ratio, double y) {
        String peer = ratio.peer().of().engine();
        double shift = peers.size() < 2 ? 0 : 10.0 * peers.indexOf(peer) / (peers.size() - 1) - 5;
        add(
                "<circle class='%s' cx='%.1f' cy='%.1f' r='4'>",
                colour(peer), x(ratio.value()), y + shift);
        String hint =
                String.format(
                        Locale.ROOT,
                        "%s, %s: %.2f",
                        ratio.ours().of().workload(),
                        peer,
                        ratio.value());
        out.append("<title>" + Svg.escape(hint) + "</title></circle>\n");
    }

    private String colour(String peer) {
        return "p" + Math.min(7, peers.indexOf(peer));
    }

    private static double x(double ratio) {
        double clamped = Math.clamp(ratio, LEAST, MOST);
        return LEFT + WIDTH * Math.log(clamped / LEAST) / Math.log(MOST / LEAST);
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s'>", x, y, anchor);
        out.append(Svg.escape(text)).append("</text>\n");
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
