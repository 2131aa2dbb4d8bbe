package org.ranvier.models.io;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259). Objects are maps in their order, arrays lists, numbers longs where they are
 * whole and fit, else doubles.
 */
public final class Json {
    private Json() {}

    /**
     * Reads a text.
     *
     * @param text one JSON value
     * @return a map, list, string, long, double, boolean or null
     * @throws IllegalArgumentException if it is not JSON, or an object has a name twice
     */
    public static @Nullable Object parse(String text) {
        return new JsonParser(text).parse();
    }

    /**
     * Writes a value.
     *
     * @param value a map with string keys, list, string, number, boolean or null
     * @return the text, without spaces
     * @throws IllegalArgumentException if a value has no form in JSON, as NaN
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case Boolean truth -> out.append(truth);
            case Number number when Double.isFinite(number.doubleValue()) -> out.append(number);
            case Map<?, ?> map -> writeObject(map, out);
            case List<?> list -> {
                out.append('[');
                String separator = "";
                for (Object element : list) {
                    out.append(separator);
                    write(element, out);
                    separator = ",";
                }
                out.append(']');
            }
            default -> throw new IllegalArgumentException("json: cannot write " + value);
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            quote((String) entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
