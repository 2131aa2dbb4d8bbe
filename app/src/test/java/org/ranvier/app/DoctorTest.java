package org.ranvier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.spi.Availability;
import org.ranvier.spi.DeviceInfo;

class DoctorTest {
    @Test
    void processorWorksEverywhere() {
        Run run = Run.of("doctor");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("\ncpu: works: "), run.out());
        assertTrue(run.out().matches("(?s).*\n    vectors +\\d+ bits\n.*"), run.out());
        assertTrue(run.out().contains("auto takes "), run.out());
        assertTrue(run.out().contains(Runtime.version().toString()), run.out());
        for (String backend : Ranvier.backends().keySet()) {
            assertTrue(run.out().matches("(?s).*\n" + backend + "(:\\d+)?: .*"), "no " + backend);
        }
    }

    @Test
    void onlyTheProcessor() {
        Map<String, Availability> backends = new LinkedHashMap<>();
        backends.put("cpu", Ranvier.backends().get("cpu"));
        backends.put("cuda", new Availability.Unavailable("no driver", "install one"));
        Diagnosis diagnosis = Diagnosis.of(backends);
        assertTrue(diagnosis.works());
        String report = diagnosis.report();
        assertTrue(report.contains("\ncpu: works: "), report);
        assertTrue(
                report.contains("\ncuda: not available: no driver\n    to mend  install one\n"),
                report);
    }

    @Test
    void deviceThatCannotBeOpenedIsNoFailureOfTheDoctor() {
        DeviceInfo ghost =
                new DeviceInfo(
                        "ghost:0", "a ghost", DeviceInfo.Kind.NATIVE_GPU, 3L << 30, Map.of());
        Diagnosis diagnosis =
                Diagnosis.of(Map.of("ghost", new Availability.Available(List.of(ghost))));
        assertFalse(diagnosis.works());
        String report = diagnosis.report();
        assertTrue(report.contains("ghost:0: found, but does not work: a ghost: "), report);
        assertTrue(report.contains("    memory  3.0 GiB\n"), report);
    }
}
