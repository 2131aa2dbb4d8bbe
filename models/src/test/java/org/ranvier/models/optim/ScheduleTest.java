package org.ranvier.models.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void stepAndExponential() {
        Schedule step = Schedule.step(3, 0.1);
        assertEquals(1, step.factor(2, 10));
        assertEquals(0.1, step.factor(3, 10));
        assertEquals(0.01, step.factor(8, 10), 1e-15);
        assertEquals(0.9 * 0.9, Schedule.exponential(0.9).factor(2, 10), 1e-15);
        assertEquals(1, Schedule.constant().factor(9, 10));
        assertThrows(IllegalArgumentException.class, () -> Schedule.step(0, 0.1));
    }

    @Test
    void cosineIsTheClosedFormAndEndsAtTheLeast() {
        Schedule cosine = Schedule.cosine(0.1);
        for (int i = 0; i < 11; i++) {
            double expected = 0.1 + 0.9 * (1 + Math.cos(Math.PI * i / 10)) / 2;
            assertEquals(expected, cosine.factor(i, 11), 1e-15);
        }
        assertEquals(1, cosine.factor(0, 11));
        assertEquals(0.1, cosine.factor(10, 11), 1e-15);
        assertEquals(1, cosine.factor(0, 1));
        assertThrows(IllegalArgumentException.class, () -> cosine.factor(11, 11));
    }

    @Test
    void oneCycleRisesAndEndsAtTheLeast() {
        Schedule cycle = Schedule.oneCycle(0.3, 0.04, 1e-4);
        assertEquals(0.04, cycle.factor(0, 100), 1e-15);
        assertEquals(1, cycle.factor(30, 100), 1e-15);
        assertEquals(1e-4, cycle.factor(99, 100), 1e-15);
        for (int i = 0; i < 99; i++) {
            double change = cycle.factor(i + 1, 100) - cycle.factor(i, 100);
            assertEquals(i < 30 ? 1 : -1, Math.signum(change), "step " + i);
        }
        assertThrows(IllegalArgumentException.class, () -> cycle.factor(100, 100));
        assertEquals(1e-4, Schedule.oneCycle(1, 0.04, 1e-4).factor(0, 1), 1e-15);
    }

    @Test
    void warmUpComesBefore() {
        Schedule schedule = Schedule.cosine(0).withWarmUp(4);
        assertEquals(0.2, schedule.factor(0, 14), 1e-15);
        assertEquals(0.8, schedule.factor(3, 14), 1e-15);
        assertEquals(1, schedule.factor(4, 14), 1e-15);
        assertEquals(0, schedule.factor(13, 14), 1e-15);
    }
}
