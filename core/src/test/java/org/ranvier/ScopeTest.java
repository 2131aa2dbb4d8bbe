package org.ranvier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ScopeTest {
    private final Session session = FakeBackend.ofMemory(1 << 20).open();

    @AfterEach
    void close() {
        session.close();
    }

    private static void checkFault(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalStateException.class, action).getMessage());
    }

    @Test
    void resultsEndWithTheInnermostScope() {
        Tensor outer = session.zeros(3);
        Tensor inner;
        try (Scope _ = session.scope()) {
            inner = outer.neg();
            assertFalse(inner.isClosed());
        }
        assertTrue(inner.isClosed());
        assertFalse(outer.isClosed());
    }

    @Test
    void whatIsKeptGoesOneScopeOut() {
        Tensor kept;
        try (Scope outer = session.scope("outer")) {
            try (Scope inner = session.scope("inner")) {
                kept = inner.keep(session.zeros(3));
                assertSame(kept, inner.keep(kept));
            }
            assertFalse(kept.isClosed());
            assertSame(outer, kept.scope());
        }
        assertTrue(kept.isClosed());
    }

    @Test
    void anOuterScopeClosesTheInnerOnes() {
        Scope outer = session.scope("outer");
        Scope inner = session.scope("inner");
        Tensor x = session.zeros(3);
        outer.close();
        assertTrue(x.isClosed());
        inner.close();
        checkFault("keep: scope \"inner\" is closed", () -> inner.keep(session.zeros(3)));
    }

    @Test
    void useAfterTheEndNamesTheScope() {
        Tensor x;
        try (Scope _ = session.scope("step")) {
            x = session.zeros(3);
        }
        Tensor gone = x;
        checkFault(
                "neg: this tensor of F32[3] cannot be used any more: scope \"step\" is closed; hand"
                        + " it on with Scope.keep, or create it outside that scope",
                gone::neg);
        Tensor closed = session.zeros(2);
        closed.close();
        checkFault(
                "read: this tensor of F32[2] cannot be used any more: it was closed; hand it on with"
                        + " Scope.keep, or create it outside that scope",
                closed::toFloatArray);
        checkFault(
                "view: this tensor of F32[3] cannot be used any more: scope \"step\" is closed; hand"
                        + " it on with Scope.keep, or create it outside that scope",
                () -> gone.reshape(3, 1));
    }

    @Test
    void aLongLivedScopeForgetsWhatIsClosed() {
        for (int i = 0; i < 10_000; i++) {
            session.zeros(1).close();
        }
        assertEquals(0, session.memory().live());
        assertEquals(0, session.memory().tensors());
    }

    @Test
    void aParameterLivesAsLongAsItsSession() {
        Tensor w;
        try (Scope _ = session.scope()) {
            w = session.parameter("w", s -> s.zeros(3));
        }
        assertFalse(w.isClosed());
        assertSame(w, session.parameter("w", s -> s.ones(7)));
    }

    @Test
    void aClosedSessionSaysSo() {
        session.close();
        checkFault("scope: the session on fake:0 is closed", session::scope);
        checkFault("apply: the session on fake:0 is closed", () -> session.zeros(1));
    }

    @Test
    void tensorsOfAnotherSessionAreRefused() {
        try (Session other = FakeBackend.ofMemory(1 << 20).open()) {
            Throwable error =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> session.zeros(3).add(other.zeros(3)));
            assertEquals(
                    "add: a tensor of another session (fake:0) was given to one on fake:0; copy it"
                            + " over with toFloatArray and tensor",
                    error.getMessage());
        }
    }
}
