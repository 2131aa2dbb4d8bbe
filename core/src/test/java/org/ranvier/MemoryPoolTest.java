package org.ranvier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.spi.OutOfDeviceMemoryException;

class MemoryPoolTest {
    @Test
    void freedBuffersAreTakenAgain() {
        FakeBackend backend = FakeBackend.ofMemory(1 << 20);
        try (Session session = backend.open()) {
            for (int i = 0; i < 100; i++) {
                try (Scope _ = session.scope()) {
                    session.zeros(1000).neg();
                }
            }
            assertEquals(2, backend.allocations);
            assertEquals(2 * 4096, session.memory().cached());
            assertEquals(0, session.memory().live());
            assertEquals(2 * 4096, session.memory().peak());
            session.trimMemory();
            assertEquals(0, backend.allocated);
        }
        assertTrue(backend.closed);
    }

    @Test
    void cachedBuffersGiveWayToOtherSizes() {
        FakeBackend backend = FakeBackend.ofMemory(10_000);
        try (Session session = backend.open()) {
            session.zeros(2000).close();
            assertEquals(8192, session.memory().cached());
            session.zeros(1000);
            assertEquals(4096, backend.allocated);
        }
    }

    @Test
    void theLimitCountsWhatIsCached() {
        FakeBackend backend = FakeBackend.ofMemory(Long.MAX_VALUE);
        try (Session session = backend.open(SessionOptions.defaults().withMemoryLimit(10_000))) {
            session.zeros(2000).close();
            session.zeros(1000);
            assertEquals(4096, backend.allocated);
        }
    }

    @Test
    void aFullLimitIsExplained() {
        FakeBackend backend = FakeBackend.ofMemory(Long.MAX_VALUE);
        try (Session session = backend.open(SessionOptions.defaults().withMemoryLimit(20_000))) {
            session.zeros(1000);
            session.zeros(2000);
            Tensor ones = session.ones(50);
            Throwable error = assertThrows(DeviceMemoryException.class, () -> session.zeros(2500));
            assertEquals(
                    "fill: out of memory on fake:0: cannot allocate 10000 bytes for F32[2500]: the"
                            + " session's limit is reached; in use 12544 bytes in 3 tensors, limit 20000"
                            + " bytes, free 7456 bytes; biggest: F32[2000] of fill (8000 bytes), F32[1000]"
                            + " of fill (4000 bytes), F32[50] of fill (200 bytes); close scopes sooner,"
                            + " use smaller batches or raise the limit",
                    error.getMessage());
            ones.close();
        }
    }

    @Test
    void aFullDeviceIsExplained() {
        FakeBackend backend = FakeBackend.ofMemory(5000);
        try (Session session = backend.open()) {
            session.zeros(1000);
            DeviceMemoryException error =
                    assertThrows(DeviceMemoryException.class, () -> session.zeros(500));
            assertEquals(
                    "fill: out of memory on fake:0: cannot allocate 2000 bytes for F32[500]: the device"
                            + " is full; in use 4096 bytes in 1 tensors, no limit set; biggest: F32[1000]"
                            + " of fill (4000 bytes); close scopes sooner, use smaller batches or raise"
                            + " the limit",
                    error.getMessage());
            assertInstanceOf(OutOfDeviceMemoryException.class, error.getCause());
        }
    }
}
