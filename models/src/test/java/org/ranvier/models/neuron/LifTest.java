package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Scope;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;

class LifTest {
    private static final double[] INPUTS = {
        0, 0.5, 0.99, 1.001, 1.01, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 10, 20, 50
    };

    /** Ten seconds at Δt = 1 ms: the rate lies on the closed form within 1 %, or half a spike. */
    @Test
    void tuningCurveLiesOnTheClosedForm() {
        Lif lif = Lif.of(1e-3);
        try (Session session = Ranvier.open("cpu");
                var run = Simulation.start(session, lif, DType.F64, Shape.of(INPUTS.length))) {
            Tensor input = session.tensor(INPUTS);
            Tensor count = session.full(DType.F64, Shape.of(INPUTS.length), 0);
            for (int step = 0; step < 10_000; step++) {
                count.addInPlace(run.advance(input).spikes());
            }
            double[] spikes = count.toDoubleArray();
            for (int i = 0; i < INPUTS.length; i++) {
                double rate = lif.rate(INPUTS[i]);
                assertEquals(
                        rate,
                        spikes[i] / 10,
                        Math.max(0.01 * rate, 0.1),
                        "rate for input " + INPUTS[i]);
            }
        }
    }

    /** {@code v(t) = input·(1 − e^{−t/τm})} below threshold, exactly at every step. */
    @Test
    void subThresholdSolutionIsExact() {
        Lif lif = Lif.of(1e-3);
        try (Session session = Ranvier.open("cpu");
                var run = Simulation.start(session, lif, DType.F64, Shape.of(1))) {
            Tensor input = session.tensor(new double[] {0.9});
            for (int step = 1; step <= 100; step++) {
                try (Scope _ = session.scope("read")) {
                    double v = run.advance(input).v().item();
                    assertEquals(-0.9 * Math.expm1(-step * 1e-3 / 0.02), v, 1e-14);
                }
            }
        }
    }

    @Test
    void rateIsZeroUpToThresholdAndSaturatesAtTheRefractoryPeriod() {
        Lif lif = Lif.of(1e-3);
        assertEquals(0, lif.rate(1));
        assertEquals(63.0401, lif.rate(2), 1e-4);
        assertTrue(lif.rate(1e9) < 500 && lif.rate(1e9) > 499.9);
    }
}
