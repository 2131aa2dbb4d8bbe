package org.ranvier.benchmarks.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.run.FreshStart;
import org.ranvier.benchmarks.run.Offer;
import org.ranvier.models.io.Json;

/**
 * What a suite measured, and where. In a file: a JSON object with {@code environment}, and with
 * {@code results} as JMH writes them.
 *
 * @param environment machine, versions, flags, commit, command
 * @param list the measurements
 */
public record Results(Map<String, String> environment, List<Measured> list) {
    /**
     * Writes what a suite measured.
     *
     * @param file where to
     * @param engines the engines
     * @param command what was asked for
     * @param results what JMH measured
     * @throws IOException if it cannot be written
     */
    public static void write(
            Path file, List<Offer> engines, String command, Collection<RunResult> results)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        // Where the JDK lies concerns nobody; which it is stands in the environment.
        String json =
                bytes.toString(StandardCharsets.UTF_8)
                        .replace(System.getProperty("java.home") + "/bin/", "");
        write(file, engines, command, Json.parse(json));
    }

    /**
     * Writes how soon fresh JVMs train.
     *
     * @param file where to
     * @param engines the engines
     * @param command what was asked for
     * @param results what {@link FreshStart} measured
     * @throws IOException if it cannot be written
     */
    public static void write(
            Path file, List<Offer> engines, String command, List<Map<String, Object>> results)
            throws IOException {
        write(file, engines, command, (Object) results);
    }

    private static void write(
            Path file, List<Offer> engines, String command, @Nullable Object results)
            throws IOException {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("environment", Environment.of(engines, command));
        document.put("results", results);
        Files.writeString(file, Json.write(document) + "\n");
    }

    /**
     * Reads a file.
     *
     * @param file what {@link #write} wrote
     * @return what it holds
     * @throws IOException if it cannot be read or holds something else
     */
    public static Results read(Path file) throws IOException {
        try {
            Map<?, ?> document =
                    (Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readString(file)));
            Map<String, String> environment = new LinkedHashMap<>();
            ((Map<?, ?>) get(document, "environment"))
                    .forEach((key, value) -> environment.put("" + key, "" + value));
            List<Measured> list = new ArrayList<>();
            for (Object result : (List<?>) get(document, "results")) {
                list.add(measured((Map<?, ?>) Objects.requireNonNull(result)));
            }
            return new Results(environment, list);
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new IOException(
                    file + " holds no results of 'ranvier bench': " + e.getMessage(), e);
        }
    }

    /**
     * Several files as one.
     *
     * @param files what {@link #write} wrote, or another program in the same form
     * @return the measurements of all; of machine and commit, what the first says
     * @throws IOException if one cannot be read or holds something else
     */
    public static Results read(List<Path> files) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        List<Measured> list = new ArrayList<>();
        for (Path file : files) {
            Results results = read(file);
            results.environment().forEach(environment::putIfAbsent);
            list.addAll(results.list());
        }
        return new Results(environment, list);
    }

    private static Measured measured(Map<?, ?> result) {
        Map<?, ?> params = (Map<?, ?>) get(result, "params");
        Case of =
                new Case(
                        (String) get(params, "engine"),
                        Integer.parseInt((String) get(params, "threads")),
                        (String) get(params, "workload"));
        List<double[]> rounds = new ArrayList<>();
        for (Object round : (List<?>) get((Map<?, ?>) get(result, "primaryMetric"), "rawData")) {
            List<?> times = (List<?>) Objects.requireNonNull(round);
            rounds.add(times.stream().mapToDouble(t -> ((Number) t).doubleValue()).toArray());
        }
        return Measured.of(of, rounds);
    }

    private static Object get(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), "no \"" + key + "\"");
    }
}
