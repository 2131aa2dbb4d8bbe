package org.ranvier.models.nef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.Synapse;
import org.ranvier.random.RandomStream;

/**
 * How well populations of spiking neurons do, against means and deviations over ten seeds of
 * another simulator (Nengo 4.1.1): the mean over seeds of ours must lie within three deviations of
 * the difference of such means.
 */
class RepresentationTest {
    private static final double DT = 1e-3;
    private static final int SEEDS = 4;

    /** The integrator's errors have a long tail. */
    private static final int MORE_SEEDS = 8;

    /** Both means are of samples: of 10 there. */
    private static void assertSame(String what, double[] ours, double mean, double deviation) {
        double sum = 0;
        for (double x : ours) {
            sum += x;
        }
        double spread = deviation * Math.sqrt(1.0 / 10 + 1.0 / ours.length);
        assertEquals(mean, sum / ours.length, 3 * spread, what);
    }

    private interface Experiment {
        double[] run(Session session, long seed);
    }

    /** One row for each measure: its value for each seed. */
    private static double[][] repeat(int measures, int seeds, Experiment experiment) {
        double[][] results = new double[measures][seeds];
        for (int seed = 0; seed < seeds; seed++) {
            try (Session session = Ranvier.open("cpu")) {
                double[] result = experiment.run(session, seed);
                for (int i = 0; i < measures; i++) {
                    results[i][seed] = result[i];
                }
            }
        }
        return results;
    }

    private static double decodingError(
            Population population, UnaryOperator<Tensor> function, Tensor decoders) {
        Tensor decoded = population.rates(population.points()).matmul(decoders);
        return Math.sqrt(decoded.sub(function.apply(population.points())).square().mean().item());
    }

    /** The output after each step. */
    private static List<double[]> run(Session session, Network network, Tensor inputs) {
        List<double[]> outputs = new ArrayList<>();
        try (var run = Simulation.start(session, network, DType.F64, Shape.SCALAR)) {
            for (long step = 0; step < inputs.size(0); step++) {
                outputs.add(network.output(run.state(), "x").toDoubleArray());
                run.advance(inputs.select(0, step));
            }
        }
        return outputs;
    }

    private static Tensor filtered(Tensor signal, double tau) {
        return Synapse.lowPass(tau).held(DT).filter(signal);
    }

    private static double error(List<double[]> found, Tensor expected) {
        double[] ideal = expected.toDoubleArray();
        double sum = 0;
        for (int i = 0; i < ideal.length; i++) {
            sum += (found.get(i)[0] - ideal[i]) * (found.get(i)[0] - ideal[i]);
        }
        return Math.sqrt(sum / ideal.length);
    }

    private static Tensor sines(Session session, int dimensions) {
        double[] values = new double[1000 * dimensions];
        for (int step = 0; step < 1000; step++) {
            double t = (step + 1) * DT;
            values[step * dimensions] = 0.9 * Math.sin(2 * Math.PI * t);
            if (dimensions == 2) {
                values[step * 2 + 1] = 0.9 * Math.cos(3 * Math.PI * t);
            }
        }
        return session.tensor(values, 1000, dimensions);
    }

    @ParameterizedTest
    @CsvSource({
        "comm, 100, 0.006897955821931037, 0.0017278945390624286, 0.016572910604662292, 0.0007294192543615811",
        "comm, 200, 0.0039653151215368184, 0.000340562307425951, 0.011534233505571426, 0.0003980719868579555",
        "square, 200, 0.008897670898263788, 0.000663122950936965, 0.012193534430809953, 0.0007718964257882551",
        "product, 200, 0.018795130185689575, 0.004724816110981621, 0.017410856165730453, 0.0036606726812933624"
    })
    void functionsInSpikes(
            String name, int n, double decoding, double decodingSd, double error, double errorSd) {
        UnaryOperator<Tensor> function = DecoderTest.function(name);
        int d = name.equals("product") ? 2 : 1;
        double[][] found =
                repeat(
                        2,
                        SEEDS,
                        (session, seed) -> {
                            RandomStream random = new RandomStream(seed);
                            Population a =
                                    Tuning.of(n, d)
                                            .directions(Tuning.Directions.CORNERS)
                                            .radius(Math.sqrt(d))
                                            .draw(session, DType.F64, random);
                            Population b = Tuning.of(n, 1).draw(session, DType.F64, random);
                            Tensor decoders = a.decoders(function);
                            Network network =
                                    Network.spiking(DT)
                                            .population("a", a)
                                            .population("b", b)
                                            .input("a", NetworkTest.identity(d))
                                            .connect("a", "b", decoders, Synapse.lowPass(0.005))
                                            .output(
                                                    "x",
                                                    "b",
                                                    b.decoders(x -> x),
                                                    Synapse.lowPass(0.01));
                            Tensor inputs = sines(session, d);
                            Tensor ideal = filtered(filtered(function.apply(inputs), 0.005), 0.01);
                            double rmse = error(run(session, network, inputs), ideal);
                            return new double[] {decodingError(a, function, decoders), rmse};
                        });
        assertSame(name + " decoders " + n, found[0], decoding, decodingSd);
        assertSame(name + " spikes " + n, found[1], error, errorSd);
    }

    @ParameterizedTest
    @CsvSource({"200, 0.014306443124621449, 0.0028970201525291748"})
    void integratorInSpikes(int n, double error, double errorSd) {
        double[][] found =
                repeat(
                        1,
                        MORE_SEEDS,
                        (session, seed) -> {
                            Population a =
                                    Tuning.of(n, 1)
                                            .draw(session, DType.F64, new RandomStream(seed));
                            Tensor hold = a.decoders(x -> x);
                            Synapse slow = Synapse.lowPass(0.1);
                            Network network =
                                    Network.spiking(DT)
                                            .population("a", a)
                                            .input("a", new double[][] {{0.1}}, slow)
                                            .connect("a", "a", hold, slow)
                                            .output("x", "a", hold, Synapse.lowPass(0.01));
                            // Up from 0.2 s to 0.7 s, down from 1.2 s to 1.7 s.
                            Tensor inputs = session.full(DType.F64, Shape.of(2000, 1), 0);
                            inputs.slice(0, 199, 699).fillInPlace(1);
                            inputs.slice(0, 1199, 1699).fillInPlace(-1);
                            Tensor ideal = filtered(inputs.cumSum(0).mul(DT), 0.01);
                            return new double[] {error(run(session, network, inputs), ideal)};
                        });
        assertSame("integrator " + n, found[0], error, errorSd);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0.8981716161924982, 0.00897101474234472, -9.974212161700446, 0.012709757021132261"
    })
    void oscillatorInSpikes(int n, double radius, double radiusSd, double omega, double omegaSd) {
        double[][] found =
                repeat(
                        2,
                        SEEDS,
                        (session, seed) -> {
                            Population a =
                                    Tuning.of(n, 2)
                                            .draw(session, DType.F64, new RandomStream(seed));
                            Tensor turn = a.decoders(Flows.through(Flows.oscillator(-10), 0.1));
                            Network network =
                                    Network.spiking(DT)
                                            .population("a", a)
                                            .input(
                                                    "a",
                                                    NetworkTest.identity(2),
                                                    Synapse.lowPass(0.005))
                                            .connect("a", "a", turn, Synapse.lowPass(0.1))
                                            .output(
                                                    "x",
                                                    "a",
                                                    a.decoders(x -> x),
                                                    Synapse.lowPass(0.01));
                            double[] kick = new double[4000];
                            for (int step = 0; step < 99; step++) {
                                kick[2 * step] = 1;
                            }
                            var path = run(session, network, session.tensor(kick, 2000, 2));
                            return new double[] {
                                meanRadius(path.subList(500, 2000)), speed(path.subList(500, 2000))
                            };
                        });
        assertSame("radius " + n, found[0], radius, radiusSd);
        assertSame("angular frequency " + n, found[1], omega, omegaSd);
    }

    private static double meanRadius(List<double[]> path) {
        return path.stream().mapToDouble(x -> Math.hypot(x[0], x[1])).average().orElseThrow();
    }

    /** The slope of the angle over time, by least squares, rad/s. */
    private static double speed(List<double[]> path) {
        double angle = 0;
        double sum = 0;
        double weights = 0;
        for (int i = 1; i < path.size(); i++) {
            double[] p = path.get(i - 1);
            double[] q = path.get(i);
            angle += Math.atan2(p[0] * q[1] - p[1] * q[0], p[0] * q[0] + p[1] * q[1]);
            double fromMiddle = i - (path.size() - 1) / 2.0;
            sum += angle * fromMiddle;
            weights += fromMiddle * fromMiddle;
        }
        double first = (path.size() - 1) / 2.0;
        return sum / (weights + first * first) / DT;
    }

    /** In rates the limit cycle of van der Pol comes out with its amplitude and period. */
    @Test
    void vanDerPolInRates() {
        double tau = 0.1;
        UnaryOperator<Tensor> flow = Flows.vanDerPol(1, 10);
        try (Session session = Ranvier.open("cpu")) {
            Population a =
                    Tuning.of(500, 2).radius(3).draw(session, DType.F64, new RandomStream(1));
            Network network =
                    Network.rates(DT)
                            .population("a", a)
                            .input("a", NetworkTest.identity(2))
                            .connect(
                                    "a",
                                    "a",
                                    a.decoders(Flows.through(flow, tau), DecoderSolver.ridge(0.01)),
                                    Synapse.lowPass(tau))
                            .output("x", "a", a.decoders(x -> x), Synapse.lowPass(0.002));
            Tensor inputs = session.full(DType.F64, Shape.of(4000, 2), 0);
            inputs.slice(0, 0, 50).fillInPlace(0.5);
            var path = run(session, network, inputs);
            List<Double> upward = new ArrayList<>();
            double largest = 0;
            for (int i = 1500; i < path.size(); i++) {
                double before = path.get(i - 1)[0];
                double now = path.get(i)[0];
                largest = Math.max(largest, now);
                if (before < 0 && now >= 0) {
                    upward.add((i - now / (now - before)) * DT);
                }
            }
            double period = (upward.getLast() - upward.getFirst()) / (upward.size() - 1);
            assertEquals(2.0086, largest, 0.1);
            assertEquals(0.66636, period, 0.03);
        }
    }

    /** In rates the flow of Lorenz is decoded well, stays bounded and visits both wings. */
    @Test
    void lorenzInRates() {
        UnaryOperator<Tensor> function = Flows.through(Flows.lorenz(), 0.1);
        try (Session session = Ranvier.open("cpu")) {
            Population a =
                    Tuning.of(400, 3).radius(30).draw(session, DType.F64, new RandomStream(2));
            Tensor decoders = a.decoders(function, DecoderSolver.ridge(0.01));
            double size = Math.sqrt(function.apply(a.points()).square().mean().item());
            assertEquals(0, decodingError(a, function, decoders) / size, 0.05);
            Network network =
                    Network.rates(DT)
                            .population("a", a)
                            .connect("a", "a", decoders, Synapse.lowPass(0.1))
                            .output("x", "a", a.decoders(x -> x), Synapse.lowPass(0.002));
            var path = run(session, network, session.full(DType.F64, Shape.of(4000, 1), 0));
            double lowest = path.stream().mapToDouble(x -> x[0]).min().orElseThrow();
            double highest = path.stream().mapToDouble(x -> x[0]).max().orElseThrow();
            assertTrue(lowest < -8 && lowest > -25, "x from " + lowest);
            assertTrue(highest > 8 && highest < 25, "x to " + highest);
        }
    }
}
