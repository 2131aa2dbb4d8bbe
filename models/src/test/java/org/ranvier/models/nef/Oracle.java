package org.ranvier.models.nef;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.ranvier.Session;
import org.ranvier.Tensor;
import org.ranvier.models.io.Json;

/** A JSON object of reference results. */
record Oracle(Map<?, ?> values) {
    /** Leaky integrate-and-fire as in all references. */
    static final Response LIF = new Response.Lif(0.02, 0.002);

    static Oracle load(String resource) throws IOException {
        try (InputStream in =
                new GZIPInputStream(
                        Objects.requireNonNull(Oracle.class.getResourceAsStream(resource)))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Oracle((Map<?, ?>) Objects.requireNonNull(Json.parse(text)));
        }
    }

    @Nullable Object get(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("no " + name + " in " + values.keySet());
        }
        return values.get(name);
    }

    Oracle of(String name) {
        return new Oracle((Map<?, ?>) Objects.requireNonNull(get(name)));
    }

    double number(String name) {
        return ((Number) Objects.requireNonNull(get(name))).doubleValue();
    }

    double[] vector(String name) {
        return vector(get(name));
    }

    double[][] matrix(String name) {
        return ((List<?>) Objects.requireNonNull(get(name)))
                .stream().map(Oracle::vector).toArray(double[][]::new);
    }

    private static double[] vector(@Nullable Object values) {
        return ((List<?>) Objects.requireNonNull(values))
                .stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    }

    Tensor tensor(Session session, String name) {
        double[][] rows = matrix(name);
        return Flows.matrix(session.tensor(new double[1]), rows);
    }

    /** A population with the reference's own gains and biases. */
    Population population(Session session) {
        return new Population(
                LIF,
                number("radius"),
                tensor(session, "encoders"),
                session.tensor(vector("gain")),
                session.tensor(vector("bias")),
                tensor(session, "eval_points"),
                session.tensor(vector("initial_voltage")));
    }

    /** A population whose gains and biases follow from rates and intercepts. */
    Population tuned(Session session) {
        return Population.tuned(
                LIF,
                number("radius"),
                tensor(session, "encoders"),
                session.tensor(vector("max_rates")),
                session.tensor(vector("intercepts")),
                tensor(session, "eval_points"),
                session.tensor(vector("initial_voltage")));
    }
}
