package org.ranvier.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ranvier.benchmarks.run.Case;
import org.ranvier.benchmarks.run.Offer;
import org.ranvier.benchmarks.run.Pace;
import org.ranvier.benchmarks.run.Plan;
import org.ranvier.benchmarks.run.Suite;

class ResultsTest {
    @TempDir private Path folder;

    @Test
    void aSuiteMeasuresWritesAndReadsBack() throws IOException {
        Case good = new Case("cpu", 1, "matmul f32 64x64x64");
        var group = new Plan.Group("cpu", 1, List.of("no such workload", good.workload()));
        Log log = new Log();
        var measured = new Suite(new Plan(List.of(group), 2, new Pace(50, 2, 50)), log).run();
        Path file = folder.resolve("results.json");
        Results.write(file, List.of(Offer.of("cpu")), "a test", measured);
        Results read = Results.read(file);
        assertEquals("a test", read.environment().get("command"));
        assertTrue(!read.environment().getOrDefault("cpu", "").isBlank());
        assertEquals(1, read.list().size());
        Measured only = read.list().get(0);
        assertEquals(good, only.of());
        assertTrue(only.low() > 0 && only.low() <= only.median() && only.median() <= only.high());
        assertEquals(2, log.measured.size());
        assertEquals(1, log.failed.size());
        assertTrue(log.failed.get(0).contains("no workload 'no such workload'"), log.failed.get(0));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, "{\"environment\":{}}");
        String message = assertThrows(IOException.class, () -> Results.read(file)).getMessage();
        assertTrue(message.contains("holds no results of 'ranvier bench'"), message);
        assertTrue(message.contains("results"), message);
    }

    private static final class Log implements Suite.Listener {
        private final List<Case> measured = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void begins(int at, int of, Case next) {
            assertEquals(4, of);
        }

        @Override
        public void measured(Case done, double micros) {
            measured.add(done);
        }

        @Override
        public void noted(Case about, String note) {
            failed.add(note);
        }

        @Override
        public void failed(Case which, String reason) {
            failed.add(reason);
        }
    }
}
