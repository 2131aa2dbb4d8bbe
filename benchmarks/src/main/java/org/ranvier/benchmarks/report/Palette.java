package org.ranvier.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A colour for each engine, from Okabe and Ito's set for all kinds of sight. */
final class Palette {
    private static final List<String> COLOURS =
            List.of(
                    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999",
                    "#b8a800");

    private final Map<String, String> colours = new LinkedHashMap<>();

    Palette(List<Measured> list) {
        for (Measured m : list) {
            String who = m.of().who();
            if (!colours.containsKey(who)) {
                colours.put(who, COLOURS.get(colours.size() % COLOURS.size()));
            }
        }
    }

    String of(Measured measured) {
        return of(measured.of().who());
    }

    String of(String who) {
        return colours.getOrDefault(who, "#999999");
    }

    Iterable<String> names() {
        return colours.keySet();
    }
}
