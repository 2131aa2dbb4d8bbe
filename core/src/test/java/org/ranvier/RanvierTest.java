package org.ranvier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ranvier.spi.Availability;

class RanvierTest {
    /** Held, since loggers nobody holds forget their level. */
    private static final Logger LOG = Logger.getLogger(Ranvier.class.getName());

    @BeforeAll
    static void expectWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restore() {
        LOG.setLevel(null);
    }

    private static void checkFault(String message, String device) {
        Throwable error =
                assertThrows(BackendUnavailableException.class, () -> Ranvier.open(device));
        assertEquals(message, error.getMessage());
    }

    @Test
    void aBrokenBackendHidesNoOther() {
        Map<String, Availability> found = Ranvier.backends();
        assertEquals(
                List.of("broken", "absent", "tests", "promising", "good"),
                List.copyOf(found.keySet()));
        Availability.Unavailable broken =
                assertInstanceOf(Availability.Unavailable.class, found.get("broken"));
        assertEquals("java.lang.UnsatisfiedLinkError: libbroken.so", broken.reason());
    }

    @Test
    void autoTakesTheBestThatOpens() {
        try (Session session = Ranvier.open("auto")) {
            assertEquals("good:0", session.device().id());
        }
    }

    @Test
    void aDeviceIsTakenByName() {
        try (Session session = Ranvier.open("good:1")) {
            assertEquals("good:1", session.device().id());
        }
        try (Session session = Ranvier.open("good")) {
            assertEquals("good:0", session.device().id());
        }
        try (Session session = Ranvier.open("good:made")) {
            assertEquals("good:0", session.device().id());
        }
        try (Session session = Ranvier.open("tests")) {
            assertEquals("tests", session.device().id());
        }
    }

    @Test
    void anExplicitChoiceFailsLoudly() {
        checkFault(
                "unknown backend \"goood\"; known are absent, broken, good, promising, tests and"
                        + " auto; add the module of another to the class path",
                "goood");
        checkFault("no device \"good:7\"; good has good:0 (made up), good:1 (made up)", "good:7");
        checkFault("backend absent is not available: no such card; buy one", "absent:0");
        checkFault(
                "backend broken is not available: java.lang.UnsatisfiedLinkError: libbroken.so; the"
                        + " backend is broken; see the cause in the log",
                "broken");
        Throwable error =
                assertThrows(IllegalStateException.class, () -> Ranvier.open("promising"));
        assertEquals("the driver is too old", error.getMessage());
    }

    @Test
    void thePropertyNamesTheDevice() {
        String before = System.getProperty("ranvier.backend");
        System.setProperty("ranvier.backend", "good:1");
        try (Session session = Ranvier.open()) {
            assertEquals("good:1", session.device().id());
        } finally {
            if (before == null) {
                System.clearProperty("ranvier.backend");
            } else {
                System.setProperty("ranvier.backend", before);
            }
        }
    }

    @Test
    void optionsAreChecked() {
        SessionOptions options = SessionOptions.defaults();
        assertEquals(
                "threads: 0; expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> options.withThreads(0))
                        .getMessage());
        assertEquals(
                "memory limit: -1 bytes; expected at least 0",
                assertThrows(IllegalArgumentException.class, () -> options.withMemoryLimit(-1))
                        .getMessage());
    }
}
