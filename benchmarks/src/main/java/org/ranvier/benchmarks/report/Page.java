package org.ranvier.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ranvier.benchmarks.work.Workload.Family;

/** A page with charts that needs nothing besides itself. */
public final class Page {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang='en'><head><meta charset='utf-8'>
            <meta name='viewport' content='width=device-width'>
            <title>Ranvier benchmarks</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 1040px; padding: 0 1em;
                   color: #1c2330; background: #fff }
            h1 { font-size: 1.6em } h2 { font-size: 1.15em; margin-top: 2em }
            svg { max-width: 100%; height: auto; display: block } svg text { font-size: 11px; fill: #1c2330 }
            .axis { stroke: #667 } .grid { stroke: #dde } .spread { stroke: #0008; stroke-width: 1.5 }
            table { border-collapse: collapse; font-size: 13px } td, th { padding: 2px 10px; text-align: right;
                   border-bottom: 1px solid #e4e6ee } td:first-child, th:first-child { text-align: left }
            .key { display: inline-block; width: 1em; height: 1em; vertical-align: -2px; margin: 0 .4em 0 1.2em }
            dt { font-weight: 600; float: left; clear: left; width: 8em } dd { margin-left: 8.5em; overflow-wrap: anywhere }
            </style></head><body>
            <h1>Ranvier benchmarks</h1>
            """;

    private final Results results;
    private final Palette palette;
    private final Map<String, Roof> roofs;
    private final StringBuilder out = new StringBuilder(HEAD);

    private Page(Results results) {
        this.results = results;
        this.palette = new Palette(results.list());
        this.roofs = Roof.all(results.list());
    }

    /**
     * A page.
     *
     * @param results what it shows
     * @return HTML
     */
    public static String of(Results results) {
        Page page = new Page(results);
        page.environment();
        page.legend();
        page.limits();
        page.families();
        return page.out.append("</body></html>\n").toString();
    }

    private void environment() {
        out.append("<dl>\n");
        results.environment()
                .forEach((key, value) ->
                        out.append(
                                "<dt>"
                                        + Svg.escape(key)
                                        + "</dt><dd>"
                                        + Svg.escape(value)
                                        + "&nbsp;</dd>\n"));
        out.append("</dl>\n");
    }

    private void legend() {
        out.append("<p>");
        for (String who : palette.names()) {
            out.append("<span class='key' style='background:" + palette.of(who) + "'></span>");
            out.append(Svg.escape(who));
        }
        out.append(
                "</p>\n<p>Longer bars are faster. A bar is as long as its rate in relation to the fastest of");
        out.append(
                " its group; the thin line spans the rounds. Beside it stand the median time of a call,");
        out.append(" the rate, and the share of what the device's limits allow.</p>\n");
    }

    private void limits() {
        String chart = RooflineChart.of(results.list(), palette, roofs);
        if (chart.isEmpty()) {
            return;
        }
        out.append("<h2>Roofline</h2>\n<table><tr><th>device</th><th>multiply-adds, GFLOP/s</th>");
        out.append("<th>copy, GB/s</th></tr>\n");
        roofs.forEach((who, roof) -> {
            if (roof.known()) {
                out.append(
                        String.format(
                                Locale.ROOT,
                                "<tr><td>%s</td><td>%.1f</td><td>%.1f</td></tr>%n",
                                Svg.escape(who),
                                roof.gigaflops(),
                                roof.gigabytes()));
            }
        });
        out.append("</table>\n").append(chart);
    }

    private void families() {
        Map<Family, Map<String, List<Measured>>> families = new EnumMap<>(Family.class);
        for (Measured m : results.list()) {
            families.computeIfAbsent(m.workload().family(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(m.of().workload(), _ -> new ArrayList<>())
                    .add(m);
        }
        families.forEach((family, groups) -> {
            out.append("<h2>" + title(family) + "</h2>\n");
            out.append(BarChart.of(groups, palette, roofs));
            ratios(groups);
        });
    }

    private static String title(Family family) {
        String name = family.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** How many times as long each engine takes as the first one with as many threads. */
    private void ratios(Map<String, List<Measured>> groups) {
        if (groups.values().stream().allMatch(list -> list.size() < 2)) {
            return;
        }
        out.append("<details><summary>Ratios</summary><table><tr><th>workload</th><th>engine</th>");
        out.append("<th>time</th><th>spread</th><th>time / first</th></tr>\n");
        groups.forEach((name, list) -> {
            for (Measured m : list) {
                out.append(
                        String.format(
                                Locale.ROOT,
                                "<tr><td>%s</td><td>%s</td><td>%s</td><td>±%.0f %%</td><td>%.2f</td></tr>%n",
                                Svg.escape(name),
                                Svg.escape(m.of().who()),
                                BarChart.time(m.median()),
                                m.spread() * 100,
                                m.median() / first(list, m).median()));
            }
        });
        out.append("</table></details>\n");
    }

    private static Measured first(List<Measured> list, Measured like) {
        return list.stream()
                .filter(m -> m.of().threads() == like.of().threads())
                .findFirst()
                .orElse(like);
    }
}
