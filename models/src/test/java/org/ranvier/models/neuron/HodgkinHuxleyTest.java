package org.ranvier.models.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.op.HodgkinHuxleyStep.Method;
import org.ranvier.testkit.ReferenceBackend;

/** The squid axon against an adaptive Runge–Kutta solution of order 8. */
class HodgkinHuxleyTest {
    private static final double DT = 0.01;
    private static final double DURATION = 200;

    /** For each current, µA/cm², the spike times, ms. */
    private record Reference(double[] currents, List<double[]> spikes) {
        static Reference load() throws IOException {
            List<double[]> rows = new ArrayList<>();
            try (InputStream in =
                    HodgkinHuxleyTest.class.getResourceAsStream("hh_squid_spikes.csv")) {
                String text =
                        new String(
                                Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line ->
                                Arrays.stream(line.split(","))
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                        .forEach(rows::add);
            }
            return new Reference(
                    rows.stream().mapToDouble(row -> row[0]).toArray(),
                    rows.stream().map(row -> Arrays.copyOfRange(row, 1, row.length)).toList());
        }
    }

    /** When the potential passes 0 upwards, by linear interpolation, ms. */
    private static List<List<Double>> spikes(HodgkinHuxley axon, DType type, double[] currents) {
        List<List<Double>> spikes = new ArrayList<>();
        for (int i = 0; i < currents.length; i++) {
            spikes.add(new ArrayList<>());
        }
        try (Session session = Ranvier.open("cpu");
                var run = Simulation.start(session, axon, type, Shape.of(currents.length))) {
            Tensor drive = session.tensor(currents);
            double[] before = run.state().v().toDoubleArray();
            for (int step = 0; step < DURATION / axon.dt(); step++) {
                double[] now = run.advance(drive).v().toDoubleArray();
                for (int i = 0; i < now.length; i++) {
                    if (before[i] < 0 && now[i] >= 0) {
                        spikes.get(i).add((step + before[i] / (before[i] - now[i])) * axon.dt());
                    }
                }
                before = now;
            }
        }
        return spikes;
    }

    private static double worst(List<List<Double>> spikes, Reference reference) {
        double worst = 0;
        for (int i = 0; i < spikes.size(); i++) {
            double[] expected = reference.spikes().get(i);
            assertEquals(
                    expected.length,
                    spikes.get(i).size(),
                    "spikes at " + reference.currents()[i] + " µA/cm²");
            for (int k = 0; k < expected.length; k++) {
                worst = Math.max(worst, Math.abs(expected[k] - spikes.get(i).get(k)));
            }
        }
        return worst;
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void rungeKuttaSpikesWhenTheReferenceDoes(DType type) throws IOException {
        Reference reference = Reference.load();
        double worst =
                worst(spikes(HodgkinHuxley.squid(DT), type, reference.currents()), reference);
        assertTrue(worst < 0.02, "spike times differ by up to " + worst + " ms");
    }

    /**
     * Second order: at the cost of exponential Euler, whose spikes are off by a millisecond here.
     */
    @Test
    void staggeredGatesAreFarBetterThanExponentialEuler() throws IOException {
        Reference reference = Reference.load();
        HodgkinHuxley axon = HodgkinHuxley.squid(DT);
        double staggered =
                worst(
                        spikes(axon.withMethod(Method.STAGGERED), DType.F64, reference.currents()),
                        reference);
        double simple =
                worst(
                        spikes(
                                axon.withMethod(Method.EXPONENTIAL_EULER),
                                DType.F64,
                                reference.currents()),
                        reference);
        assertTrue(staggered < 0.02, "staggered: " + staggered + " ms");
        assertTrue(
                simple > 10 * staggered,
                "exponential Euler: " + simple + " ms, staggered: " + staggered + " ms");
    }

    private static double[] beginning(Session session, HodgkinHuxley axon, DType type) {
        try (var run = Simulation.start(session, axon, type, Shape.of(3))) {
            Tensor drive = session.tensor(new double[] {0, 10, 30});
            for (int step = 0; step < 30; step++) {
                run.advance(drive);
            }
            return run.state().v().toDoubleArray();
        }
    }

    private static double[] after(HodgkinHuxley axon, double ms) {
        try (Session session = Ranvier.open("cpu");
                var run = Simulation.start(session, axon, DType.F64, Shape.of(2))) {
            Tensor drive = session.tensor(new double[] {10, 20});
            for (int step = 0; step < Math.round(ms / axon.dt()); step++) {
                run.advance(drive);
            }
            return run.state().v().toDoubleArray();
        }
    }

    /** How the error of the potential on its way up falls when steps are halved. */
    @ParameterizedTest
    @CsvSource({"EULER, 1", "EXPONENTIAL_EULER, 1", "STAGGERED, 2", "RK4, 4"})
    void errorFallsWithTheOrderOfTheMethod(Method method, int order) {
        double[] exact = after(HodgkinHuxley.squid(0.00125), 0.4);
        double[] coarse = after(HodgkinHuxley.squid(0.02).withMethod(method), 0.4);
        double[] fine = after(HodgkinHuxley.squid(0.01).withMethod(method), 0.4);
        for (int i = 0; i < exact.length; i++) {
            double ratio = (coarse[i] - exact[i]) / (fine[i] - exact[i]);
            assertEquals(order, Math.log(ratio) / Math.log(2), 0.1, method + ": " + ratio);
        }
    }

    /** Every axon has a current of its own, which begins at a time of its own. */
    @OnEveryBackend
    void currentsChangeOverTime(Session session) {
        HodgkinHuxley axon = HodgkinHuxley.squid(0.05).withMethod(Method.STAGGERED);
        int steps = 80;
        try (var constant = Simulation.start(session, axon, DType.F64, Shape.of(1));
                var late = Simulation.start(session, axon, DType.F64, Shape.of(2));
                Recorder expected = new Recorder();
                Recorder actual = new Recorder()) {
            Tensor strong = session.tensor(new double[] {30});
            for (int step = 0; step < steps; step++) {
                double[] now = {step < 20 ? 0 : 30, step < 40 ? 0 : 30};
                actual.record(late.advance(session.tensor(now)).v());
                expected.record(constant.advance(strong).v());
            }
            double[] reference = expected.trace(0);
            assertTrue(Arrays.stream(reference).max().orElseThrow() > 30, "it spikes");
            for (int i = 0; i < 2; i++) {
                double[] shifted = actual.trace(i);
                for (int step = 20 * (i + 1); step < steps; step++) {
                    // At rest the potential creeps by a few hundredths of a millivolt.
                    assertEquals(reference[step - 20 * (i + 1)], shifted[step], 1.5);
                }
            }
        }
    }

    @OnEveryBackend
    void everyBackendTakesTheSameSteps(Session session) {
        for (Method method : Method.values()) {
            for (DType type : new DType[] {DType.F32, DType.F64}) {
                HodgkinHuxley axon = HodgkinHuxley.squid(DT).withMethod(method);
                double tolerance = type == DType.F32 ? 1e-3 : 1e-10;
                try (Session reference = ReferenceBackend.open()) {
                    assertArrayEquals(
                            beginning(reference, axon, DType.F64),
                            beginning(session, axon, type),
                            tolerance,
                            method + " in " + type);
                }
            }
        }
    }

    /** The steady state at −65 mV, as the rates give it. */
    @Test
    void gatesBeginInTheirSteadyState() {
        try (Session session = Ranvier.open("cpu")) {
            HodgkinHuxley axon = HodgkinHuxley.squid(DT);
            var state = axon.initial(session, DType.F64, Shape.of(1));
            assertEquals(0.052932485257249584, state.m().item(), 1e-14);
            assertEquals(0.5961207535084603, state.h().item(), 1e-14);
            assertEquals(0.31767691406069737, state.n().item(), 1e-14);
        }
    }

    /** At −40 mV and −55 mV the rates of m and n are 0/0 in form, and have the limits 1 and 0.1. */
    @Test
    void removableSingularitiesAreSmooth() {
        try (Session session = Ranvier.open("cpu")) {
            HodgkinHuxley axon = HodgkinHuxley.squid(DT).withMethod(Method.EULER);
            Tensor half = session.full(DType.F64, Shape.of(6), 0.5);
            Tensor v =
                    session.tensor(
                            new double[] {
                                -40 - 1e-9, -40, -40 + 1e-9, -55 - 1e-9, -55, -55 + 1e-9
                            });
            var next =
                    axon.step(
                            new HodgkinHuxley.State(v, half, half, half),
                            session.full(DType.F64, Shape.of(6), 0));
            for (Tensor tensor : axon.tensors(next)) {
                double[] values = tensor.toDoubleArray();
                assertEquals(values[0], values[1], 1e-8);
                assertEquals(values[1], values[2], 1e-8);
                assertEquals(values[3], values[4], 1e-8);
                assertEquals(values[4], values[5], 1e-8);
            }
        }
    }

    @Test
    void aResumedSimulationContinuesBitIdentically() {
        HodgkinHuxley axon = HodgkinHuxley.squid(DT);
        try (Session session = Ranvier.open("cpu")) {
            Tensor drive = session.tensor(new float[] {7, 20});
            var whole = Simulation.start(session, axon, DType.F32, Shape.of(2));
            var first = Simulation.start(session, axon, DType.F32, Shape.of(2));
            for (int i = 0; i < 100; i++) {
                whole.advance(drive);
                first.advance(drive);
            }
            var second = Simulation.resume(session, axon, first.state(), first.steps());
            for (int i = 0; i < 100; i++) {
                whole.advance(drive);
                second.advance(drive);
            }
            assertEquals(200, second.steps());
            assertArrayEquals(whole.state().v().toFloatArray(), second.state().v().toFloatArray());
            assertArrayEquals(whole.state().n().toFloatArray(), second.state().n().toFloatArray());
        }
    }

    @Test
    void steppingHoldsMemoryConstant() {
        HodgkinHuxley axon = HodgkinHuxley.squid(DT);
        try (Session session = Ranvier.open("cpu")) {
            Tensor drive = session.tensor(new float[] {7, 20});
            try (var run = Simulation.start(session, axon, DType.F32, Shape.of(2))) {
                run.advance(drive);
                long live = session.memory().live();
                for (int i = 0; i < 50; i++) {
                    run.advance(drive);
                }
                assertEquals(live, session.memory().live());
            }
            drive.close();
            assertEquals(0, session.memory().live());
        }
    }

    @Test
    void aStepOfNoLengthIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> HodgkinHuxley.squid(0));
        assertEquals("hodgkin-huxley: step 0.0 ms; expected above 0", error.getMessage());
    }
}
