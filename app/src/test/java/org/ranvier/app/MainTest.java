package org.ranvier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpListsTheCommandsAndTheEnvironment() {
        Run run = Run.of("--help");
        assertEquals(0, run.code());
        for (String word :
                new String[] {"demo", "train", "run", "doctor", "RANVIER_BACKEND", "JVM_OPTS"}) {
            assertTrue(run.out().contains(word), word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "train", "run", "doctor"})
    void everyCommandExplainsItself(String command) {
        Run run = Run.of(command, "--help");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("Usage: ranvier " + command), run.out());
    }

    @Test
    void versionNamesRanvierAndJava() {
        Run run = Run.of("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("ranvier "), run.out());
        assertTrue(run.out().contains("Java " + Runtime.version()), run.out());
    }

    @Test
    void completionIsAShellScript() {
        Run run = Run.of("generate-completion");
        assertEquals(0, run.code());
        assertTrue(run.out().contains("complete -F _complete_ranvier"), run.out());
    }

    @Test
    void nothingToDoIsAnErrorOfTheCommandLine() {
        Run run = Run.of();
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("ranvier: Missing required subcommand"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"traim", "--bakend"})
    void unknownWordsAreNamed(String word) {
        Run run = Run.of(word);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("'" + word + "'"), run.err());
    }

    @Test
    void failureIsOneLine() {
        Run run = Run.of("demo", "--backend", "abacus");
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("ranvier: unknown backend \"abacus\""), run.err());
        assertTrue(run.err().contains("cpu"), "names what there is: " + run.err());
    }

    @Test
    void verboseFailureHasAStackTrace() {
        Run run = Run.of("demo", "--backend", "abacus", "--verbose");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("\tat org.ranvier.Ranvier.open"), run.err());
    }
}
