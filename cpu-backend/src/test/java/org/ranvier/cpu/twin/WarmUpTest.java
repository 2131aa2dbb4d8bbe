package org.ranvier.cpu.twin;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A kernel that wins is used, however long another one takes. */
@Timeout(60)
class WarmUpTest {
    private static final long MUCH = Long.MAX_VALUE / 2;

    private final Runnable scalar = () -> pause(20);
    private final Runnable vector = () -> {};
    private final Vectors.Mode before = Vectors.mode();
    private volatile boolean cold = true;

    @BeforeEach
    void auto() {
        assumeTrue(Vectors.available(), "needs --add-modules jdk.incubator.vector");
        Vectors.use(Vectors.Mode.AUTO);
    }

    @AfterEach
    void asBefore() {
        Vectors.use(before);
    }

    @Test
    void aKernelThatStaysColdHoldsNoOtherUp() {
        Runnable late = () -> pause(cold ? 1000 : 0);
        Twin<Runnable> slow = new Twin<>("slow", scalar, () -> late, Runnable::run);
        Twin<Runnable> fast = new Twin<>("fast", scalar, () -> vector, Runnable::run);
        assertSame(scalar, slow.get(MUCH));
        assertSame(scalar, fast.get(MUCH));
        awaitNot(fast, scalar);
        assertSame(vector, fast.get(1));
        assertSame(scalar, slow.get(1));
        assertTrue(WarmUp.undecided() > 0);
        cold = false;
        awaitNot(slow, scalar);
        assertSame(late, slow.get(1));
        awaitAll();
    }

    @Test
    void aKernelWithoutVectorsIsDecided() {
        Twin<Runnable> twin = new Twin<>("scalar", scalar, () -> null, Runnable::run);
        assertSame(scalar, twin.get(MUCH));
        awaitAll();
        assertSame(scalar, twin.get(1));
    }

    private static void awaitNot(Twin<Runnable> twin, Runnable kernel) {
        while (twin.get(1) == kernel) {
            pause(1000);
        }
    }

    private static void awaitAll() {
        while (WarmUp.undecided() > 0) {
            pause(1000);
        }
    }

    private static void pause(long micros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
