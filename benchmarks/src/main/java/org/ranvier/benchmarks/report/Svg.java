package org.ranvier.benchmarks.report;

import java.util.Locale;

/** A drawing under way. Lengths are pixels, y runs downwards. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String title) {
        add(
                "<svg viewBox='0 0 %.0f %.0f' width='%.0f' height='%.0f' role='img'>",
                width, height, width, height);
        out.append("<title>").append(escape(title)).append("</title>\n");
    }

    void rectangle(double x, double y, double width, double height, String colour, String hint) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'>",
                x, y, width, height, colour);
        out.append("<title>").append(escape(hint)).append("</title></rect>\n");
    }

    void circle(double x, double y, double radius, String colour, String hint) {
        add(
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s' fill-opacity='0.8'>",
                x, y, radius, colour);
        out.append("<title>").append(escape(hint)).append("</title></circle>\n");
    }

    void line(double x1, double y1, double x2, double y2, String kind) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>\n", x1, y1, x2, y2, kind);
    }

    /** A line of a colour. */
    void stroke(double x1, double y1, double x2, double y2, String colour) {
        add(
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='2'/>\n",
                x1, y1, x2, y2, colour);
    }

    /** Anchor is start, middle or end. */
    void text(double x, double y, String anchor, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s'>", x, y, anchor);
        out.append(escape(text)).append("</text>\n");
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }
}
