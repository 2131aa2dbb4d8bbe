package org.ranvier.benchmarks.run;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How soon a fresh JVM trains: the time from its start to the end of the first training step, and
 * to where steps take no more than a tenth longer than they do in the end.
 */
public final class FreshStart {
    private static final String WORKLOAD = "training step f32 mlp 784-512-512-10 B64";
    private static final String FIRST = "@first ";
    private static final String STEADY = "@steady ";
    private static final long WATCHED = 6_000;
    private static final int WINDOW = 20;

    private FreshStart() {}

    /** Argument: the engine. */
    static void main(String[] args) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        List<long[]> steps = new ArrayList<>();
        try (Engine.Ready ready =
                Engines.of(args[0]).prepare(WORKLOAD, Integer.getInteger("ranvier.threads", 1))) {
            long now = System.currentTimeMillis();
            while (now - start < WATCHED) {
                long from = System.nanoTime();
                ready.run();
                long took = System.nanoTime() - from;
                now = System.currentTimeMillis();
                steps.add(new long[] {now - start, took});
            }
        }
        System.out.println(FIRST + steps.getFirst()[0]);
        System.out.println(STEADY + steady(steps));
    }

    /**
     * The end of the first window of steps from which on the median of five windows is at most a
     * tenth above that of the last five. A single noisy window does not count.
     */
    private static long steady(List<long[]> steps) {
        int windows = 5 * WINDOW;
        double last = median(steps, steps.size() - windows, steps.size());
        for (int end = WINDOW; end + windows < steps.size(); end++) {
            if (median(steps, end - WINDOW, end) <= 1.1 * last
                    && median(steps, end, end + windows) <= 1.1 * last) {
                return steps.get(end - 1)[0];
            }
        }
        return steps.getLast()[0];
    }

    private static double median(List<long[]> steps, int from, int to) {
        long[] times =
                steps.subList(Math.max(0, from), to).stream()
                        .mapToLong(s -> s[1])
                        .sorted()
                        .toArray();
        return times[times.length / 2];
    }

    /**
     * Starts JVMs and watches each for some seconds.
     *
     * @param engine the engine
     * @param threads its threads
     * @param rounds how many JVMs
     * @return two results in the form in which JMH writes them, µs
     */
    public static List<Map<String, Object>> measure(String engine, int threads, int rounds) {
        List<Double> first = new ArrayList<>();
        List<Double> steady = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int exit = Child.run(FreshStart.class, threads, List.of(engine), said::add);
            if (exit != 0) {
                throw new IllegalStateException(String.join("\n", said));
            }
        }
        for (String line : said) {
            if (line.startsWith(FIRST)) {
                first.add(1e3 * Long.parseLong(line.substring(FIRST.length())));
            } else if (line.startsWith(STEADY)) {
                steady.add(1e3 * Long.parseLong(line.substring(STEADY.length())));
            }
        }
        return Arrays.asList(
                result(engine, threads, "fresh JVM to the first step of mlp B64", first),
                result(engine, threads, "fresh JVM to steady steps of mlp B64", steady));
    }

    private static Map<String, Object> result(
            String engine, int threads, String name, List<Double> micros) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("params", Map.of("engine", engine, "threads", "" + threads, "workload", name));
        result.put("primaryMetric", Map.of("rawData", micros.stream().map(List::of).toList()));
        return result;
    }
}
