package org.ranvier.models.nef;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.Oracle;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.Synapse;
import org.ranvier.random.RandomStream;

class NetworkTest {
    private static final double DT = 1e-3;

    /** The network of a reference, with decoders of our own. */
    private static Network network(Session session, Oracle all, String name) {
        Oracle reference = all.of("cases").of(name);
        Oracle populations = all.of("populations");
        String from = (String) reference.get("a");
        Population a = References.population(session, populations.of(from));
        Synapse synapse = Synapse.lowPass(reference.number("synapse_tau"));
        Synapse probe = Synapse.lowPass(reference.number("probe_tau"));
        Network network = Network.spiking(DT).population("a", a);
        if (reference.get("b") instanceof String to) {
            Population b = References.population(session, populations.of(to));
            return network.population("b", b)
                    .input("a", identity((int) a.dimensions()))
                    .connect("a", "b", a.decoders(DecoderTest.function(name)), synapse)
                    .output("x", "b", b.decoders(x -> x), probe);
        }
        Tensor recurrent = a.decoders(DecoderTest.function(name));
        boolean integrator = name.equals("integrator");
        return network.input(
                        "a",
                        integrator ? new double[][] {{0.1}} : identity(2),
                        integrator ? synapse : Synapse.lowPass(0.005))
                .connect("a", "a", recurrent, synapse)
                .output("x", "a", a.decoders(x -> x), probe);
    }

    static double[][] identity(int size) {
        double[][] rows = new double[size][size];
        for (int i = 0; i < size; i++) {
            rows[i][i] = 1;
        }
        return rows;
    }

    /** Every spike of every neuron, and what is decoded after each step. */
    @ParameterizedTest
    @ValueSource(strings = {"comm", "square", "product", "integrator", "oscillator"})
    void spikesAreThoseOfAnotherSimulator(String name) throws IOException {
        Oracle oracle = Oracle.load(NetworkTest.class, "networks.json.gz");
        Oracle reference = oracle.of("cases").of(name);
        double[][] expected = reference.matrix("output");
        try (Session session = Ranvier.open("cpu")) {
            Network network = network(session, oracle, name);
            Tensor inputs = reference.tensor(session, "input");
            Tensor count = session.full(DType.F64, Shape.of(100), 0);
            try (var run = Simulation.start(session, network, DType.F64, Shape.SCALAR)) {
                for (int step = 0; step < expected.length; step++) {
                    // The reference reads its filter before it takes the step's spikes.
                    double[] output = network.output(run.state(), "x").toDoubleArray();
                    assertArrayEquals(expected[step], output, 1e-9, "step " + step);
                    run.advance(inputs.select(0, step));
                    count.addInPlace(network.activity(run.state(), "a"), DT);
                }
            }
            assertArrayEquals(reference.vector("spikes"), count.toDoubleArray(), 1e-9);
        }
    }

    private static Population draw(Session session, DType type, int neurons, int dimensions) {
        return Tuning.of(neurons, dimensions).draw(session, type, new RandomStream(3));
    }

    private static Network integrator(Network empty, Population a) {
        Tensor hold = a.decoders(x -> x);
        return empty.population("a", a)
                .input("a", new double[][] {{0.1}}, Synapse.lowPass(0.1))
                .connect("a", "a", hold, Synapse.lowPass(0.1))
                .output("x", "a", hold, Synapse.alpha(0.005));
    }

    private static List<double[]> outputs(
            Session session, Network network, DType type, Shape batch, Tensor input, int steps) {
        List<double[]> outputs = new ArrayList<>();
        try (var run = Simulation.start(session, network, type, batch)) {
            for (int step = 0; step < steps; step++) {
                run.advance(input);
                outputs.add(network.output(run.state(), "x").toDoubleArray());
            }
        }
        return outputs;
    }

    /** Rates hold no noise: the integral of a constant is a line, up to the decoding error. */
    @Test
    void integratorInRatesIntegrates() {
        try (Session session = Ranvier.open("cpu")) {
            Population a = draw(session, DType.F64, 200, 1);
            Network network = integrator(Network.rates(DT), a);
            Tensor input = session.tensor(new double[] {1});
            var x = outputs(session, network, DType.F64, Shape.SCALAR, input, 800);
            for (int step = 50; step < 800; step += 50) {
                assertEquals((step - 10) * DT, x.get(step)[0], 0.03, "step " + step);
            }
        }
    }

    /** With a membrane that is fast against the synapse, the rates hardly lag. */
    @Test
    void laggingRatesTendToRatesForFastMembranes() {
        try (Session session = Ranvier.open("cpu")) {
            Population a = draw(session, DType.F64, 50, 1);
            Tensor input = session.tensor(new double[] {0.8});
            var limit =
                    outputs(
                            session,
                            integrator(Network.rates(DT), a),
                            DType.F64,
                            Shape.SCALAR,
                            input,
                            300);
            double before = Double.POSITIVE_INFINITY;
            for (double tau : new double[] {1e-2, 1e-3, 1e-4}) {
                Network network = integrator(Network.lagging(DT, tau), a);
                var x = outputs(session, network, DType.F64, Shape.SCALAR, input, 300);
                double difference = Math.abs(x.get(299)[0] - limit.get(299)[0]);
                assertTrue(difference < before / 4, tau + " s: " + difference);
                before = difference;
            }
            assertEquals(0, before, 1e-5);
        }
    }

    /** Decoding and encoding in turn is what the full weights between neurons do. */
    @Test
    void factoredWeightsAreTheFullOnes() {
        try (Session session = Ranvier.open("cpu")) {
            Population a = draw(session, DType.F64, 50, 2);
            Population b = draw(session, DType.F64, 30, 2);
            Tensor decoders = a.decoders(Flows.oscillator(3));
            Tensor activity = a.rates(session.tensor(new double[] {0.3, -0.6}));
            Tensor full = decoders.matmul(b.weights());
            assertArrayEquals(
                    activity.matmul(full).toDoubleArray(),
                    activity.matmul(decoders).matmul(b.weights()).toDoubleArray(),
                    1e-11);
        }
    }

    @Test
    void spikingRectifiedNeuronsSpikeAtTheirRate() {
        try (Session session = Ranvier.open("cpu")) {
            Neurons neurons = Neurons.spiking(new Response.Rectified(), DT);
            Tensor currents = session.tensor(new double[] {-5, 0, 120, 2500});
            Neurons.State state = neurons.start(currents.zerosLike().add(0.5));
            Tensor count = currents.zerosLike();
            for (int step = 0; step < 1000; step++) {
                state = neurons.step(state, currents);
                count.addInPlace(state.activity(), DT);
            }
            assertArrayEquals(new double[] {0, 0, 120, 2500}, count.toDoubleArray(), 1 + 1e-9);
        }
    }

    @Test
    void aBatchIsAsManyRunsOnTheirOwn() {
        try (Session session = Ranvier.open("cpu")) {
            Network network = integrator(Network.spiking(DT), draw(session, DType.F64, 40, 1));
            Tensor inputs = session.tensor(new double[] {1, -2}, 2, 1);
            var both = outputs(session, network, DType.F64, Shape.of(2), inputs, 100);
            for (int i = 0; i < 2; i++) {
                Tensor own = inputs.select(0, i);
                var one = outputs(session, network, DType.F64, Shape.SCALAR, own, 100);
                for (int step = 0; step < 100; step++) {
                    assertEquals(one.get(step)[0], both.get(step)[i], 1e-12, "step " + step);
                }
            }
        }
    }

    @OnEveryBackend
    void everyBackendRunsSpikesAndRatesAlike(Session session) {
        for (boolean spikes : new boolean[] {true, false}) {
            var here = shortRun(session, spikes);
            try (Session cpu = Ranvier.open("cpu")) {
                var expected = shortRun(cpu, spikes);
                for (int step = 0; step < here.size(); step++) {
                    assertArrayEquals(expected.get(step), here.get(step), 1e-3, "step " + step);
                }
            }
        }
    }

    private static List<double[]> shortRun(Session session, boolean spikes) {
        Population a = draw(session, DType.F32, 20, 1);
        Network empty = spikes ? Network.spiking(DT) : Network.rates(DT);
        Tensor input = session.tensor(new float[] {1, -2}, 2, 1);
        return outputs(session, integrator(empty, a), DType.F32, Shape.of(2), input, 12);
    }

    @Test
    void aRestoredSimulationContinuesBitIdentically() {
        try (Session session = Ranvier.open("cpu")) {
            Network network = integrator(Network.spiking(DT), draw(session, DType.F32, 60, 1));
            Tensor input = session.tensor(new float[] {1});
            var whole = Simulation.start(session, network, DType.F32, Shape.SCALAR);
            for (int step = 0; step < 150; step++) {
                whole.advance(input);
            }
            List<Tensor> saved =
                    network.tensors(whole.state()).stream()
                            .map(x -> session.tensor(x.toFloatArray(), x.shape().toArray()))
                            .toList();
            var restored = Simulation.resume(session, network, network.of(saved), 150);
            for (int step = 0; step < 150; step++) {
                whole.advance(input);
                restored.advance(input);
            }
            List<Tensor> first = network.tensors(whole.state());
            List<Tensor> second = network.tensors(restored.state());
            for (int i = 0; i < first.size(); i++) {
                assertArrayEquals(first.get(i).toFloatArray(), second.get(i).toFloatArray());
            }
        }
    }

    @Test
    void steppingHoldsMemoryConstant() {
        try (Session session = Ranvier.open("cpu")) {
            Network network = integrator(Network.spiking(DT), draw(session, DType.F32, 60, 1));
            Tensor input = session.tensor(new float[] {1});
            try (var run = Simulation.start(session, network, DType.F32, Shape.SCALAR)) {
                run.advance(input);
                long live = session.memory().live();
                for (int step = 0; step < 20; step++) {
                    run.advance(input);
                }
                assertEquals(live, session.memory().live());
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        try (Session session = Ranvier.open("cpu")) {
            Population a = draw(session, DType.F32, 10, 2);
            Network network = Network.spiking(DT).population("a", a);
            Synapse synapse = Synapse.lowPass(0.1);
            assertRefused(
                    "network: no population \"b\"; there are [a]",
                    () -> network.connect("a", "b", session.zeros(10, 2), synapse));
            assertRefused(
                    "network: a to a: 9 neurons; expected 10",
                    () -> network.connect("a", "a", session.zeros(9, 2), synapse));
            assertRefused(
                    "network: input of a: 1 dimensions; expected 2",
                    () -> network.input("a", new double[][] {{1, 2, 3}}));
            assertRefused(
                    "network: there is a population \"a\" already",
                    () -> network.population("a", a));
            assertRefused(
                    "network: no output \"x\"; there are []",
                    () -> network.output(network.initial(session, DType.F32, Shape.SCALAR), "x"));
        }
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
