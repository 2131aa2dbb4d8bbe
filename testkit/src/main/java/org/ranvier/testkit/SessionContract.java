package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.DeviceMemoryException;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;

/** Sessions, scopes and memory. */
interface SessionContract extends Contract {
    @Test
    default void aResultLivesAsLongAsTheInnermostScopeUnlessItIsKept() {
        Tensor outer = device().ones(3);
        Tensor kept;
        Tensor lost;
        try (Scope scope = device().scope("step")) {
            lost = outer.add(1);
            kept = scope.keep(outer.add(2));
        }
        assertTrue(lost.isClosed());
        assertArrayEquals(new float[] {3, 3, 3}, kept.toFloatArray());
        Throwable e = assertThrows(IllegalStateException.class, lost::neg);
        assertTrue(String.valueOf(e.getMessage()).contains("scope \"step\" is closed"));
        assertFalse(outer.isClosed());
    }

    @Test
    default void aViewOutlivesWhatItViews() {
        Tensor x = device().tensor(new float[] {1, 2, 3});
        Tensor view = x.slice(0, 1, 3);
        x.close();
        Tensor other = device().full(DType.F32, Shape.of(3), 9);
        assertArrayEquals(new float[] {2, 3}, view.toFloatArray());
        assertEquals(27, other.sum().item());
    }

    @Test
    default void memoryIsCountedReusedAndGivenBack() {
        try (Session s = another(SessionOptions.defaults())) {
            long size = 1000 * 4;
            try (Scope _ = s.scope()) {
                assertEquals(1000, s.ones(1000).shape().elements());
                assertTrue(s.memory().live() >= size);
                assertEquals(1, s.memory().tensors());
            }
            assertEquals(0, s.memory().live());
            assertTrue(s.memory().cached() >= size);
            long cached = s.memory().cached();
            Tensor again = s.ones(1000);
            assertTrue(s.memory().cached() < cached);
            again.close();
            assertEquals(cached, s.memory().cached());
            s.trimMemory();
            assertEquals(0, s.memory().cached());
            assertTrue(s.memory().peak() >= size);
        }
    }

    @Test
    default void theMemoryLimitHoldsAndSaysWhoHasTheMemory() {
        try (Session s = another(SessionOptions.defaults().withMemoryLimit(100_000))) {
            s.ones(10_000).close();
            Tensor held = s.zeros(20_000);
            Throwable e = assertThrows(DeviceMemoryException.class, () -> s.ones(10_000));
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains("F32[10000]"), message);
            assertTrue(message.contains("F32[20000]"), message);
            assertTrue(message.contains("100000"), message);
            held.close();
            assertEquals(10_000, s.ones(10_000).sum().item());
        }
    }

    @Test
    default void whatNoMemoryCouldHoldIsRefusedWithAMessage() {
        try (Session s = another(SessionOptions.defaults().withMemoryLimit(1L << 30))) {
            Throwable e = assertThrows(DeviceMemoryException.class, () -> s.zeros(1L << 33));
            assertTrue(String.valueOf(e.getMessage()).contains("F32[8589934592]"));
            assertThrows(ArithmeticException.class, () -> s.zeros(1L << 40, 1L << 40));
        }
    }

    @Test
    default void hostMemoryMayBeReusedAtOnce() {
        float[] expected = {1, 2, 3, 4};
        Tensor x;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, expected);
            x = device().fromMemory(DType.F32, Shape.of(4), memory);
            memory.fill((byte) -1);
        }
        assertArrayEquals(expected, x.toFloatArray());
        float[] back = x.toFloatArray();
        back[0] = 7;
        assertArrayEquals(expected, x.toFloatArray());
    }

    @Test
    default void aReadWaitsForEverythingBefore() {
        Tensor x = device().ones(257, 65);
        for (int i = 0; i < 50; i++) {
            try (Tensor old = x) {
                x = old.add(1);
            }
        }
        assertEquals(51, x.select(0, 256).select(0, 64).item());
    }

    @Test
    default void memoryIsNotReusedWhileItIsRead() {
        Tensor expected = device().full(DType.F32, Shape.of(1000), 2);
        for (int i = 0; i < 50; i++) {
            try (Scope _ = device().scope()) {
                Tensor x = device().ones(1000);
                Tensor y = x.add(1);
                x.close();
                Tensor z = device().full(DType.F32, Shape.of(1000), Double.NaN);
                assertTrue(y.eq(expected).all().toBooleanArray()[0]);
                assertTrue(z.isNaN().all().toBooleanArray()[0]);
            }
        }
    }

    @Test
    default void aParameterIsMadeOnceAndLivesInItsSession() {
        try (Session s = another(SessionOptions.defaults())) {
            Tensor w;
            try (Scope _ = s.scope()) {
                w = s.parameter("w", session -> session.ones(3));
            }
            assertSame(w, s.parameter("w", session -> session.zeros(3)));
            assertEquals(3, w.sum().item());
        }
    }

    @Test
    default void twoSessionsKeepTheirTensorsApart() {
        try (Session s = another(SessionOptions.defaults())) {
            Tensor theirs = s.ones(3);
            Tensor ours = device().ones(3);
            Throwable e = assertThrows(IllegalArgumentException.class, () -> ours.add(theirs));
            assertTrue(String.valueOf(e.getMessage()).contains("another session"));
            assertEquals(6, ours.sum().item() + theirs.sum().item());
        }
    }

    @Test
    default void aClosedSessionRefusesWork() {
        Session s = another(SessionOptions.defaults());
        Tensor x = s.ones(3);
        s.close();
        assertThrows(IllegalStateException.class, () -> s.ones(3));
        assertThrows(IllegalStateException.class, x::neg);
        s.close();
    }

    @Test
    default void anotherThreadIsRefused() throws InterruptedException {
        Tensor x = device().ones(3);
        Throwable[] failure = new Throwable[1];
        Thread thread =
                new Thread(() -> failure[0] = assertThrows(IllegalStateException.class, x::neg));
        thread.start();
        thread.join();
        assertTrue(String.valueOf(failure[0].getMessage()).contains("belongs to thread"));
    }

    @Test
    default void emptyTensorsGoThroughEverything() {
        Tensor x = device().zeros(0, 4);
        assertEquals(Shape.of(0, 4), x.add(1).exp().copy().shape());
        assertEquals(Shape.of(4, 0), x.transpose().contiguous().shape());
        assertEquals(Shape.of(2, 4), device().concat(0, List.of(x, device().ones(2, 4))).shape());
        assertArrayEquals(new float[0], x.toFloatArray());
        assertArrayEquals(new float[0], slope(y -> y.square(), x).toFloatArray());
    }
}
