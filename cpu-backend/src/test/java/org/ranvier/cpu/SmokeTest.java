package org.ranvier.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.ranvier.Ranvier;
import org.ranvier.Session;

/** The backend is found by name and computes. */
class SmokeTest {
    @Test
    void computesThroughASession() {
        try (Session session = Ranvier.open("cpu")) {
            var a = session.tensor(new float[] {1, 2, 3, 4}, 2, 2);
            assertArrayEquals(new float[] {7, 10, 15, 22}, a.matmul(a).toFloatArray());
            assertEquals(10, a.sum().item());
            assertArrayEquals(new float[] {1, 3, 2, 4}, a.permute(1, 0).copy().toFloatArray());
        }
    }
}
