package org.ranvier.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DeviceMemoryException;
import org.ranvier.MemoryStats;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.ValueAndGradients;
import org.ranvier.op.AdamStep;
import org.ranvier.spi.DeviceInfo;
import org.ranvier.spi.OutOfDeviceMemoryException;

class MemoryTest {
    @Test
    void moreThanTheDeviceHasIsRefusedWithTheSizes() {
        try (Session session = OpenClTests.open()) {
            DeviceInfo device = session.device();
            Tensor small = session.zeros(1000);
            var e =
                    assertThrows(
                            DeviceMemoryException.class,
                            () -> session.zeros(device.memory() / 4 + 1024));
            assertTrue(e.getMessage().contains("out of memory on " + device.id()), e.getMessage());
            assertTrue(e.getMessage().contains("F32[1000]"), e.getMessage());
            assertEquals(0, small.sum().item(), "the session is still usable");
        }
    }

    @Test
    void manyBuffersUntilTheDeviceIsFull() {
        OpenClDevice device = OpenClTests.device();
        try (Queue queue = new Queue(device)) {
            long bytes = Math.min(device.largestBuffer(), device.info().memory() / 4);
            List<OpenClBuffer> taken = new java.util.ArrayList<>();
            assertThrows(
                    OutOfDeviceMemoryException.class,
                    () -> {
                        for (int i = 0; i < 1000; i++) {
                            taken.add(queue.allocate(bytes));
                        }
                    });
            assertTrue(taken.size() >= 2, "taken: " + taken.size());
            taken.forEach(queue::free);
        }
    }

    @Test
    void trainingKeepsLiveBytesConstantAndLeavesNone() {
        MemoryStats last;
        try (Session session = OpenClTests.open()) {
            try (Scope _ = session.scope("training")) {
                train(session);
            }
            last = session.memory();
        }
        assertEquals(0, last.live());
        assertEquals(0, last.tensors());
    }

    private static void train(Session session) {
        Tensor x = session.randn(16, 8);
        Tensor t = session.randn(16, 4);
        Tensor w = session.randn(8, 4);
        Tensor m = session.zeros(8, 4);
        Tensor v = session.zeros(8, 4);
        MemoryStats after = null;
        double first = 0;
        double loss = 0;
        for (int step = 1; step <= 1000; step++) {
            try (Scope _ = session.scope("step")) {
                ValueAndGradients r =
                        session.valueAndGradients(
                                List.of(w), () -> x.matmul(w).tanh().sub(t).square().mean());
                session.applyInto(
                        new AdamStep(0.01, 0.9, 0.999, 1e-8, 0, false, step),
                        List.of(w, r.of(w), m, v),
                        List.of(w, m, v));
                if (step == 1 || step == 1000) {
                    loss = r.value().item();
                    first = step == 1 ? loss : first;
                }
            }
            MemoryStats stats = session.memory();
            if (after != null) {
                assertEquals(after.live(), stats.live(), "after step " + step);
                assertEquals(after.cached(), stats.cached(), "after step " + step);
            }
            after = stats;
        }
        assertTrue(loss < first / 2, "loss " + first + " to " + loss);
        assertEquals(Shape.of(8, 4), w.shape());
    }
}
