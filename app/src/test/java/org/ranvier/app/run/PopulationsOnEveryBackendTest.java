package org.ranvier.app.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.app.EveryBackend;
import org.ranvier.models.nef.Network;
import org.ranvier.models.nef.Population;
import org.ranvier.models.nef.Tuning;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.Synapse;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

/** Small populations represent, multiply and integrate on every device as on the reference. */
class PopulationsOnEveryBackendTest {
    private static final double DT = 1e-3;
    private static final int STEPS = 60;

    private static Population draw(Session session, int neurons, int dimensions) {
        return Tuning.of(neurons, dimensions).draw(session, DType.F64, new RandomStream(3));
    }

    /** What is decoded after each step, and what was spiked or fired in all. */
    private static List<double[]> course(Session session, Network network, Tensor input) {
        List<double[]> course = new ArrayList<>();
        try (var run = Simulation.start(session, network, DType.F64, Shape.SCALAR)) {
            for (int step = 0; step < STEPS; step++) {
                run.advance(input);
                course.add(network.output(run.state(), "x").toDoubleArray());
                course.add(network.activity(run.state(), "a").toDoubleArray());
            }
        }
        return course;
    }

    private static List<double[]> integrator(Session session, Network empty) {
        Population a = draw(session, 40, 1);
        Tensor hold = a.decoders(x -> x);
        Network network =
                empty.population("a", a)
                        .input("a", new double[][] {{0.1}}, Synapse.lowPass(0.1))
                        .connect("a", "a", hold, Synapse.lowPass(0.1))
                        .output("x", "a", hold, Synapse.alpha(0.005));
        return course(session, network, session.tensor(new double[] {2}));
    }

    private static List<double[]> product(Session session, Network empty) {
        Population a = draw(session, 50, 2);
        Network network =
                empty.population("a", a)
                        .input("a", new double[][] {{1, 0}, {0, 1}})
                        .output(
                                "x",
                                "a",
                                a.decoders(x -> x.select(-1, 0).mul(x.select(-1, 1)).unsqueeze(-1)),
                                Synapse.lowPass(0.01));
        return course(session, network, session.tensor(new double[] {0.7, -0.6}));
    }

    private static void assertSame(List<double[]> expected, List<double[]> actual) {
        boolean active = expected.stream().flatMapToDouble(Arrays::stream).anyMatch(v -> v != 0);
        assertTrue(active, "nothing happens");
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), 1e-6, "entry " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "opencl", "cuda"})
    void ratesAndSpikesAreThoseOfTheReference(String backend) {
        try (Session session = EveryBackend.open(backend);
                Session reference = ReferenceBackend.open()) {
            assertSame(
                    integrator(reference, Network.rates(DT)),
                    integrator(session, Network.rates(DT)));
            assertSame(
                    integrator(reference, Network.spiking(DT)),
                    integrator(session, Network.spiking(DT)));
            assertSame(
                    product(reference, Network.spiking(DT)), product(session, Network.spiking(DT)));
        }
    }
}
