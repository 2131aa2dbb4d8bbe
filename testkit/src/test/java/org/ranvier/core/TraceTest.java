package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.testkit.ReferenceBackend;
import org.ranvier.trace.TraceSummary;

class TraceTest {
    @Test
    void aSummaryAddsUpByOperation() {
        TraceSummary summary = new TraceSummary();
        SessionOptions options = SessionOptions.defaults().withTrace(summary);
        try (Session session = ReferenceBackend.open(options)) {
            Tensor x = session.ones(10, 10);
            x.matmul(x).exp();
            x.exp();
        }
        List<TraceSummary.Row> rows = summary.rows();
        assertEquals(3, rows.size());
        TraceSummary.Row exp =
                rows.stream().filter(r -> r.operation().equals("exp")).findFirst().orElseThrow();
        assertEquals(2, exp.count());
        assertEquals(4 * 400, exp.bytes());
        assertTrue(exp.nanos() >= exp.longest() && exp.longest() > 0);
        assertEquals(rows.stream().mapToLong(TraceSummary.Row::nanos).sum(), summary.nanos());
        List<String> lines = summary.toString().lines().toList();
        assertEquals(4, lines.size());
        assertEquals(
                "operation                     share   total ms    count    mean ms     max ms    "
                        + " GB/s  kernels",
                lines.get(0));
        summary.clear();
        assertEquals(0, summary.nanos());
    }

    @Test
    void flightRecorderSeesOperationsAndAllocations(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ranvier.jfr");
        try (Recording recording = new Recording();
                Session session = ReferenceBackend.open()) {
            recording.enable("org.ranvier.Operation").withoutThreshold();
            recording.enable("org.ranvier.Allocation").withoutThreshold();
            recording.start();
            Tensor x = session.ones(4, 3);
            x.matmul(x.transpose());
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        RecordedEvent product =
                events.stream()
                        .filter(e -> e.getEventType().getName().equals("org.ranvier.Operation"))
                        .filter(e -> e.getString("operation").equals("matmul"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("F32[4, 3] F32[3, 4]", product.getString("inputs"));
        assertEquals("F32[4, 4]", product.getString("outputs"));
        assertEquals(48 + 48 + 64, product.getLong("bytes"));
        assertEquals("reference", product.getString("device"));
        long allocations =
                events.stream()
                        .filter(e -> e.getEventType().getName().equals("org.ranvier.Allocation"))
                        .filter(e -> e.getLong("bytes") == 256)
                        .count();
        assertEquals(2, allocations);
    }
}
