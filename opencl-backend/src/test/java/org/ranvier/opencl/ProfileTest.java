package org.ranvier.opencl;

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
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.trace.TraceSummary;

class ProfileTest {
    @Test
    void aRecordingShowsWhatTheDeviceTookForEachKernel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("kernels.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.ranvier.Kernel");
            recording.start();
            try (Session session = OpenClTests.open()) {
                session.ones(64, 64).matmul(session.ones(64, 64));
            }
            recording.dump(file);
        }
        List<RecordedEvent> products =
                RecordingFile.readAllEvents(file).stream()
                        .filter(e -> e.getEventType().getName().equals("org.ranvier.Kernel"))
                        .filter(e -> e.getString("kernel").startsWith("contract of"))
                        .toList();
        assertEquals(1, products.size());
        assertTrue(products.get(0).getDuration("running").isPositive(), products.toString());
    }

    @Test
    void aSummaryNamesTheKernelsOfAnOperation() {
        TraceSummary summary = new TraceSummary();
        SessionOptions options = SessionOptions.defaults().withTrace(summary);
        try (Session session = Ranvier.open(new OpenClBackend(OpenClTests.device()), options)) {
            session.ones(64, 64).exp();
        }
        assertEquals(
                List.of("fill of fill.F32", "map_exp of map.F32"),
                summary.rows().stream().map(TraceSummary.Row::kernels).sorted().toList());
    }
}
