package org.ranvier.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.io.Json;

/** A JSON object of reference results, packed with gzip. */
public record Oracle(Map<?, ?> values) {
    public static Oracle load(Class<?> test, String resource) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Objects.requireNonNull(test.getResourceAsStream(resource)))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Oracle((Map<?, ?>) Objects.requireNonNull(Json.parse(text)));
        }
    }

    public @Nullable Object get(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no " + name + " in " + values.keySet());
        }
        return values.get(name);
    }

    public Oracle of(String name) {
        return new Oracle((Map<?, ?>) Objects.requireNonNull(get(name)));
    }

    public double number(String name) {
        return ((Number) Objects.requireNonNull(get(name))).doubleValue();
    }

    public double[] vector(String name) {
        return vector(get(name));
    }

    public List<?> list(String name) {
        return (List<?>) Objects.requireNonNull(get(name));
    }

    /** All numbers of an element of a list of matrices, row by row. */
    public double[] list(String name, int index) {
        return ((List<?>) Objects.requireNonNull(list(name).get(index)))
                .stream().flatMapToDouble(row -> Arrays.stream(vector(row))).toArray();
    }

    public double[][] matrix(String name) {
        return list(name).stream().map(Oracle::vector).toArray(double[][]::new);
    }

    private static double[] vector(@Nullable Object values) {
        return ((List<?>) Objects.requireNonNull(values))
                .stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    }

    public Tensor tensor(Session session, String name) {
        double[][] rows = matrix(name);
        double[] elements = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return session.tensor(elements, rows.length, rows[0].length);
    }
}
