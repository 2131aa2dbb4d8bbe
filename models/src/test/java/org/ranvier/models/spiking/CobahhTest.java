package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;

/** A small network against its equations written out, the whole one against Brian2's rates. */
class CobahhTest {
    private static final int SECOND = 10_000;
    private static final int EXCITING = 30;
    private static final int ALL = 40;

    /** Each neuron is connected to some that follow from its number. */
    private static Tensor weights(Session session, int sources, double weight) {
        double[] weights = new double[sources * ALL];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i * 7919 % 11 < 4 ? weight : 0;
        }
        return session.tensor(weights).reshape(sources, ALL);
    }

    private static Cobahh small(Session session) {
        return new Cobahh(
                Connection.dense(weights(session, EXCITING, 0.03), 0),
                Connection.dense(weights(session, ALL - EXCITING, 0.335), 0));
    }

    /** A cell as the benchmark's text has it: pF, nS, pA, mV, ms. */
    private static final class Cell {
        private double v;
        private double m;
        private double h;
        private double n;
        private double ge;
        private double gi;
        private int last = -1000;

        private static double relaxed(double x, double alpha, double beta) {
            double end = alpha / (alpha + beta);
            return end + (x - end) * Math.exp(-0.1 * (alpha + beta));
        }

        /** x/(eˣ − 1). */
        private static double linear(double x) {
            return x == 0 ? 1 : x / Math.expm1(x);
        }

        boolean step(int time, double current) {
            double sodium = 20_000 * m * m * m * h;
            double potassium = 6_000 * n * n * n * n;
            double total = 10 + ge + gi + sodium + potassium;
            double end = (current + 10 * -60 + gi * -80 + sodium * 50 + potassium * -90) / total;
            double u = v + 63;
            m = relaxed(m, 0.32 * 4 * linear((13 - u) / 4), 0.28 * 5 * linear((u - 40) / 5));
            h = relaxed(h, 0.128 * Math.exp((17 - u) / 18), 4 / (1 + Math.exp((40 - u) / 5)));
            n = relaxed(n, 0.032 * 5 * linear((15 - u) / 5), 0.5 * Math.exp((10 - u) / 40));
            v = end + (v - end) * Math.exp(-0.1 * total / 200);
            ge *= Math.exp(-0.1 / 5);
            gi *= Math.exp(-0.1 / 10);
            boolean spikes = v > -20 && time - last >= 30;
            last = spikes ? time : last;
            return spikes;
        }
    }

    /** The neurons' potentials and spikes, together with those of a network that is simulated. */
    @Test
    void takesTheStepsThatItsEquationsSay() {
        try (Session session = Ranvier.open("cpu")) {
            Cobahh network = small(session);
            Cobahh.State first = network.initial(session, DType.F64, 5);
            Cell[] cells = new Cell[ALL];
            for (int i = 0; i < ALL; i++) {
                cells[i] = new Cell();
                cells[i].v = first.v().toDoubleArray()[i];
                cells[i].ge = 200 * first.excitation().toDoubleArray()[i];
                cells[i].gi = 200 * first.inhibition().toDoubleArray()[i];
            }
            double[] currents = session.linspace(DType.F64, 0, 2000, ALL).toDoubleArray();
            Tensor input = session.tensor(currents).div(200);
            int spikes = 0;
            try (var run = Simulation.resume(session, network, first, 0)) {
                for (int time = 0; time < 1000; time++) {
                    double[] expected = step(cells, time, currents);
                    Cobahh.State state = run.advance(input);
                    assertArrayEquals(expected, state.spikes().toDoubleArray(), "step " + time);
                    double[] v = state.v().toDoubleArray();
                    for (int i = 0; i < ALL; i++) {
                        assertEquals(cells[i].v, v[i], 1e-7, "potential " + i + ", step " + time);
                        spikes += (int) expected[i];
                    }
                }
            }
            assertTrue(spikes > 50, spikes + " spikes");
        }
    }

    private static double[] step(Cell[] cells, int time, double[] currents) {
        double[] spikes = new double[ALL];
        for (int i = 0; i < ALL; i++) {
            spikes[i] = cells[i].step(time, currents[i]) ? 1 : 0;
        }
        for (int i = 0; i < ALL; i++) {
            int first = i < EXCITING ? i : i - EXCITING;
            for (int k = 0; spikes[i] > 0 && k < ALL; k++) {
                if ((first * ALL + k) * 7919 % 11 < 4) {
                    cells[k].ge += i < EXCITING ? 6 : 0;
                    cells[k].gi += i < EXCITING ? 0 : 67;
                }
            }
        }
        return spikes;
    }

    /**
     * Eleven runs of Brian2 2.5.1 (C++, F64) over a second, each with other connections and another
     * beginning, gave 33.4, 33.7, 33.9, 34.3, 35.7, 36.1, 36.1, 36.2, 37.3, 38.1 and 44.1 spikes a
     * second and neuron.
     */
    @ParameterizedTest
    @CsvSource({"F32, 1", "F32, 2", "F64, 3"})
    void spikesAsOftenAsBriansNetworks(DType type, long seed) {
        try (Session session = Ranvier.open("cpu");
                SpikeRecorder spikes = new SpikeRecorder()) {
            Cobahh network = Cobahh.random(session, type, seed);
            Tensor none = session.full(type, Shape.SCALAR, 0);
            var first = network.initial(session, type, seed);
            try (var run = Simulation.resume(session, network, first, 0)) {
                for (int step = 0; step < SECOND; step++) {
                    spikes.record(run.advance(none).spikes());
                }
            }
            double rate = spikes.neurons().length / (double) Cobahh.NEURONS;
            assertTrue(rate > 33 && rate < 45, rate + " spikes a second and neuron");
        }
    }

    @Test
    void populationAndConnectionsMustFit() {
        try (Session session = Ranvier.open("cpu")) {
            Cobahh network = small(session);
            var population =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> network.initial(session, DType.F32, Shape.of(7)));
            assertEquals(
                    "cobahh: a population [7]; the connections lead to [40]",
                    population.getMessage());
            var late = Connection.dense(weights(session, EXCITING, 1), 2);
            var delay =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> new Cobahh(late, network.inhibition()));
            assertEquals(
                    "cobahh: excitation leads to 40 neurons with 3 delays, inhibition to 40 with 1;"
                            + " expected all 40 neurons and 1 delay each",
                    delay.getMessage());
        }
    }
}
