package org.ranvier.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables that lie beside a test: values separated by commas, lines with # in front are remarks. */
public final class Tables {
    private Tables() {}

    public static String text(Class<?> test, String name) throws IOException {
        try (InputStream in = test.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name + " beside " + test);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static List<String[]> rows(Class<?> test, String name) throws IOException {
        return text(test, name)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(","))
                .toList();
    }
}
