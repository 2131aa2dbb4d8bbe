package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.MemoryStats;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.testkit.ReferenceBackend;
import org.ranvier.trace.TraceSummary;

/** Java numbers as operands. */
class ConstantsTest {
    private static long fills(TraceSummary summary) {
        return summary.rows().stream()
                .filter(row -> row.operation().equals("fill"))
                .mapToLong(TraceSummary.Row::count)
                .sum();
    }

    @Test
    void aNumberIsFilledOnce() {
        TraceSummary summary = new TraceSummary();
        try (Session s = ReferenceBackend.open(SessionOptions.defaults().withTrace(summary))) {
            Tensor x = s.tensor(new float[] {1, 2, 3});
            for (int i = 0; i < 5; i++) {
                try (Scope _ = s.scope()) {
                    assertArrayEquals(new float[] {3, 5, 7}, x.mul(2).add(1).toFloatArray());
                    assertArrayEquals(new float[] {1, 0, -1}, x.rsub(2).toFloatArray());
                }
            }
            assertEquals(2, fills(summary));
            assertArrayEquals(new double[] {2, 4, 6}, x.to(DType.F64).mul(2).toDoubleArray());
            assertEquals(3, fills(summary), "one of each type");
        }
    }

    @Test
    void numbersAreKeptOfWhichThereAreMany() {
        TraceSummary summary = new TraceSummary();
        try (Session s = ReferenceBackend.open(SessionOptions.defaults().withTrace(summary))) {
            Tensor x = s.tensor(new float[] {1});
            MemoryStats before = s.memory();
            for (int i = 0; i < 1000; i++) {
                try (Scope _ = s.scope()) {
                    assertEquals(i + 7, x.mul(i).add(7).item());
                }
            }
            assertEquals(1000, fills(summary), "7 is among them");
            MemoryStats after = s.memory();
            assertEquals(before.live(), after.live());
            assertEquals(before.tensors(), after.tensors());
            s.trimMemory();
            assertEquals(0, s.memory().cached());
            assertEquals(8, x.add(7).item());
        }
    }

    /** More numbers in one scope than are kept. */
    @Test
    void whatIsInUseStaysAsItIs() {
        try (Session s = ReferenceBackend.open()) {
            Tensor x = s.tensor(new float[] {1});
            try (Tape tape = s.tape(x)) {
                List<Tensor> all = new ArrayList<>();
                double sum = 0;
                for (int i = 0; i < 300; i++) {
                    all.add(x.mul(i));
                    sum += i;
                }
                Tensor y = s.concat(0, all).sum();
                s.trimMemory();
                assertEquals(sum, y.item());
                assertEquals(sum, tape.gradients(y, List.of(x)).get(0).item());
            }
        }
    }
}
