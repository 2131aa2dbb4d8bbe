package org.ranvier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class LoggingTest {
    @Test
    void failureOfTheUserIsItsMessage() {
        assertEquals("bad", Logging.describe(new IllegalArgumentException("bad")));
    }

    @Test
    void failureOfTheProgramIsNamed() {
        assertEquals("NullPointerException", Logging.describe(new NullPointerException()));
        assertEquals(
                "UncheckedIOException: a: b",
                Logging.describe(new UncheckedIOException("a: b", new IOException("c"))));
    }

    @Test
    void severalLinesBecomeOne() {
        assertEquals("a b", Logging.describe(new IllegalStateException("a\n  b\n".strip())));
    }
}
