package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tensor;
import org.ranvier.trace.TraceSummary;

@WithCuda
class ProfileTest {
    private static final String CHOICE = "ranvier.cuda.gemm";

    @TempDir Path folder;

    @AfterEach
    void chooseNothing() {
        System.clearProperty(CHOICE);
    }

    private List<RecordedEvent> kernels(boolean recorded) throws IOException {
        Path file = folder.resolve("kernels.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.ranvier.Kernel");
            recording.start();
            try (Session session = Ranvier.open("cuda:0")) {
                Tensor x = session.ones(64, 64);
                if (recorded) {
                    try (var step = session.record(() -> x.matmul(x).exp())) {
                        step.replay();
                    }
                } else {
                    x.matmul(x).exp();
                }
            }
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals("org.ranvier.Kernel"))
                .toList();
    }

    private static List<String> names(List<RecordedEvent> kernels) {
        return kernels.stream().map(e -> e.getString("kernel")).toList();
    }

    @Test
    void aProfileTellsWhoseProductsAre() throws IOException {
        System.setProperty(CHOICE, "own");
        assertEquals(
                List.of("fill of fill.F32", "gemm_small of gemm.F32", "map_exp of map.F32"),
                names(kernels(false)));
        System.setProperty(CHOICE, "cublas");
        assertEquals(
                List.of("fill of fill.F32", "gemm of cuBLAS", "map_exp of map.F32"),
                names(kernels(false)));
    }

    @Test
    void aSummaryTellsThemApart() {
        TraceSummary summary = new TraceSummary();
        SessionOptions options = SessionOptions.defaults().withTrace(summary);
        for (String choice : List.of("own", "cublas")) {
            System.setProperty(CHOICE, choice);
            try (Session session = Ranvier.open("cuda:0", options)) {
                Tensor x = session.ones(64, 64);
                x.matmul(x);
            }
        }
        assertEquals(
                Set.of("gemm_small of gemm.F32", "gemm of cuBLAS"),
                summary.rows().stream()
                        .filter(row -> row.operation().equals("matmul"))
                        .map(TraceSummary.Row::kernels)
                        .collect(Collectors.toSet()));
    }

    @Test
    void itTellsWhenAndHowLongTheyRan() throws IOException {
        for (RecordedEvent kernel : kernels(false)) {
            assertEquals("cuda:0", kernel.getString("device"));
            assertTrue(kernel.getDuration("running").isPositive(), kernel.toString());
            assertTrue(kernel.getDuration("waiting").toSeconds() < 60, kernel.toString());
        }
    }

    @Test
    void aReplayIsOneKernel() throws IOException {
        System.setProperty(CHOICE, "own");
        assertEquals(
                List.of(
                        "fill of fill.F32",
                        "gemm_small of gemm.F32",
                        "map_exp of map.F32",
                        "a recorded step"),
                names(kernels(true)));
    }
}
