package org.ranvier;

import java.util.List;

/**
 * Prints tensors as NumPy does: nested brackets, aligned columns; of more than 1000 elements only
 * the first and last three along each axis, and no others are fetched from the device.
 */
final class TensorPrinter {
    private static final long SUMMARISE_ABOVE = 1000;
    private static final int EDGE = 3;
    private static final int LINE_WIDTH = 75;

    private final Shape shape;
    private final boolean summarised;
    private final String[] elements;
    private final StringBuilder out = new StringBuilder();
    private int next;

    private TensorPrinter(Shape shape, boolean summarised, String[] elements) {
        this.shape = shape;
        this.summarised = summarised;
        this.elements = elements;
    }

    static String print(Tensor x) {
        Shape shape = x.shape();
        boolean summarised = shape.elements() > SUMMARISE_ABOVE;
        String[] elements;
        try (Scope _ = x.session().scope("print")) {
            Tensor shown = x.detach();
            for (int axis = 0; summarised && axis < shape.rank(); axis++) {
                shown = edges(shown, axis);
            }
            elements = ElementFormat.of(shown);
        }
        TensorPrinter printer = new TensorPrinter(shape, summarised, elements);
        printer.write(0);
        return x.spec() + (shape.rank() > 1 && shape.elements() > 0 ? "\n" : " ") + printer.out;
    }

    private static Tensor edges(Tensor x, int axis) {
        long size = x.size(axis);
        if (size <= 2 * EDGE) {
            return x;
        }
        List<Tensor> parts = List.of(x.slice(axis, 0, EDGE), x.slice(axis, size - EDGE, size));
        return x.session().concat(axis, parts);
    }

    private void write(int axis) {
        if (axis == shape.rank()) {
            out.append(elements[next++]);
            return;
        }
        if (shape.elements() == 0) {
            out.append("[]");
            return;
        }
        out.append('[');
        boolean cut = summarised && shape.size(axis) > 2 * EDGE;
        long count = cut ? 2 * EDGE : shape.size(axis);
        int lineStart = out.lastIndexOf("\n") + 1;
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                lineStart = separate(axis, lineStart, elements[next].length());
            }
            if (cut && i == EDGE) {
                out.append("...");
                lineStart = separate(axis, lineStart, elements[next].length());
            }
            write(axis + 1);
        }
        out.append(']');
    }

    /** A space or a new line between two neighbours; returns where the line began. */
    private int separate(int axis, int lineStart, int width) {
        boolean innermost = axis == shape.rank() - 1;
        if (innermost && out.length() - lineStart + 1 + width < LINE_WIDTH) {
            out.append(' ');
            return lineStart;
        }
        out.append("\n".repeat(innermost ? 1 : shape.rank() - axis - 1));
        int start = out.length();
        out.append(" ".repeat(axis + 1));
        return start;
    }
}
