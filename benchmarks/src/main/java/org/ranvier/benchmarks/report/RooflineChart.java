package org.ranvier.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * Rates over arithmetic intensity, both logarithmic, under the limits of each engine (Williams,
 * Waterman and Patterson 2009).
 */
final class RooflineChart {
    private static final double LEFT = 70;
    private static final double TOP = 10;
    private static final double WIDTH = 800;
    private static final double HEIGHT = 420;

    private final double lowX;
    private final double highX;
    private final double lowY;
    private final double highY;

    private RooflineChart(double lowX, double highX, double lowY, double highY) {
        this.lowX = lowX;
        this.highX = highX;
        this.lowY = lowY;
        this.highY = highY;
    }

    /** The chart; empty where no engine's limits are known. */
    static String of(List<Measured> list, Palette palette, Map<String, Roof> roofs) {
        List<Measured> points =
                list.stream()
                        .filter(m -> m.workload().cost().flops() > 0)
                        .filter(m -> m.workload().cost().bytes() > 0)
                        .filter(m -> roofs.containsKey(m.of().who()))
                        .toList();
        double peak =
                roofs.values().stream()
                        .filter(Roof::known)
                        .mapToDouble(Roof::gigaflops)
                        .max()
                        .orElse(0);
        if (points.isEmpty() || peak == 0) {
            return "";
        }
        double least = points.stream().mapToDouble(Measured::gigaflops).min().orElse(1);
        return new RooflineChart(0.03, 1000, Math.max(least / 2, peak * 1e-5), peak * 2)
                .draw(points, palette, roofs);
    }

    private String draw(List<Measured> points, Palette palette, Map<String, Roof> roofs) {
        Svg svg = new Svg(LEFT + WIDTH + 20, TOP + HEIGHT + 50, "roofline");
        grid(svg);
        roofs.forEach((who, roof) -> {
            if (roof.known()) {
                double ridge = roof.gigaflops() / roof.gigabytes();
                String colour = palette.of(who);
                svg.stroke(
                        x(lowX), y(lowX * roof.gigabytes()), x(ridge), y(roof.gigaflops()), colour);
                svg.stroke(x(ridge), y(roof.gigaflops()), x(highX), y(roof.gigaflops()), colour);
            }
        });
        for (Measured m : points) {
            double intensity = m.workload().cost().flops() / m.workload().cost().bytes();
            svg.circle(
                    x(intensity),
                    y(m.gigaflops()),
                    4,
                    palette.of(m),
                    m.of().workload() + ", " + m.of().who() + ": " + BarChart.time(m.median()));
        }
        return svg.toString();
    }

    private void grid(Svg svg) {
        for (double v = 0.1; v <= highX; v *= 10) {
            svg.line(x(v), TOP, x(v), TOP + HEIGHT, "grid");
            svg.text(x(v), TOP + HEIGHT + 18, "middle", number(v));
        }
        for (double v = Math.pow(10, Math.ceil(Math.log10(lowY))); v <= highY; v *= 10) {
            svg.line(LEFT, y(v), LEFT + WIDTH, y(v), "grid");
            svg.text(LEFT - 6, y(v) + 4, "end", number(v));
        }
        svg.text(LEFT + WIDTH / 2, TOP + HEIGHT + 40, "middle", "floating-point operations a byte");
        svg.text(LEFT + 4, TOP + 12, "start", "GFLOP/s");
    }

    private static String number(double v) {
        return v >= 1 ? "" + Math.round(v) : "" + Math.round(v * 1000) / 1000.0;
    }

    private double x(double intensity) {
        double clamped = Math.clamp(intensity, lowX, highX);
        return LEFT + WIDTH * Math.log(clamped / lowX) / Math.log(highX / lowX);
    }

    private double y(double gigaflops) {
        double clamped = Math.clamp(gigaflops, lowY, highY);
        return TOP + HEIGHT * (1 - Math.log(clamped / lowY) / Math.log(highY / lowY));
    }
}
