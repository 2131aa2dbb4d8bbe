package org.ranvier.trace;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ranvier.TensorSpec;
import org.ranvier.op.Op;

/**
 * Adds up where the time goes, by operation and the kernels that it took:
 *
 * <pre>{@code
 * TraceSummary summary = new TraceSummary();
 * try (Session session = Ranvier.open("cpu", SessionOptions.defaults().withTrace(summary))) { … }
 * System.out.println(summary);
 * }</pre>
 */
public final class TraceSummary implements Trace {
    /**
     * One kind of operation.
     *
     * @param operation its name
     * @param kernels the kernels it took, with commas between; empty if the backend does not tell
     * @param count how often it was executed
     * @param nanos the time it took altogether, in nanoseconds
     * @param longest the longest single execution, in nanoseconds
     * @param bytes the bytes of its inputs and outputs altogether
     */
    public record Row(
            String operation, String kernels, long count, long nanos, long longest, long bytes) {
        private Row(String operation, String kernels) {
            this(operation, kernels, 0, 0, 0, 0);
        }

        private Row plus(long took, long moved) {
            return new Row(
                    operation,
                    kernels,
                    count + 1,
                    nanos + took,
                    Math.max(longest, took),
                    bytes + moved);
        }

        /**
         * The rate at which it read and wrote its tensors.
         *
         * @return in gigabytes (10⁹) a second
         */
        public double gigabytesPerSecond() {
            return nanos == 0 ? 0 : (double) bytes / nanos;
        }
    }

    private final Map<List<String>, Row> rows = new HashMap<>();

    /** Without any operation yet. */
    public TraceSummary() {}

    @Override
    public synchronized void executed(
            Op op, List<String> kernels, List<TensorSpec> in, List<TensorSpec> out, long nanos) {
        String names = String.join(", ", kernels);
        List<String> key = List.of(op.name(), names);
        Row before = rows.getOrDefault(key, new Row(op.name(), names));
        rows.put(key, before.plus(nanos, bytes(in) + bytes(out)));
    }

    static long bytes(List<TensorSpec> specs) {
        return specs.stream().mapToLong(TensorSpec::byteSize).sum();
    }

    /**
     * What was added up so far.
     *
     * @return one row for each operation with its kernels, the one that took most time first
     */
    public synchronized List<Row> rows() {
        return rows.values().stream()
                .sorted(
                        Comparator.comparingLong(Row::nanos)
                                .reversed()
                                .thenComparing(Row::operation)
                                .thenComparing(Row::kernels))
                .toList();
    }

    /**
     * The time of all operations.
     *
     * @return in nanoseconds
     */
    public long nanos() {
        return rows().stream().mapToLong(Row::nanos).sum();
    }

    /** Forgets what was added up. */
    public synchronized void clear() {
        rows.clear();
    }

    /** A table: operation, share of the time, times in milliseconds, count, rate, kernels. */
    @Override
    public String toString() {
        double total = Math.max(1, nanos());
        StringBuilder table =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "%-28s %6s %10s %8s %10s %10s %8s  %s%n",
                                "operation",
                                "share",
                                "total ms",
                                "count",
                                "mean ms",
                                "max ms",
                                "GB/s",
                                "kernels"));
        for (Row row : rows()) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-28s %5.1f%% %10.2f %8d %10.4f %10.4f %8.2f  %s%n",
                            row.operation(),
                            100 * row.nanos() / total,
                            row.nanos() / 1e6,
                            row.count(),
                            row.nanos() / 1e6 / row.count(),
                            row.longest() / 1e6,
                            row.gigabytesPerSecond(),
                            row.kernels()));
        }
        return table.toString();
    }
}
