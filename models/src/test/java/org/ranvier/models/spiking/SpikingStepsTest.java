package org.ranvier.models.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.models.OnEveryBackend;
import org.ranvier.models.neuron.Simulation;
import org.ranvier.models.neuron.SpikeRecorder;
import org.ranvier.random.RandomStream;
import org.ranvier.testkit.ReferenceBackend;

class SpikingStepsTest {
    private static final int AT_ONCE = 7;
    private static final int CALLS = 12;

    private static SpikingNetwork network(Session session, DType type) {
        var random = new RandomStream(8);
        Tensor weights = session.full(type, Shape.of(40, 40), -0.01);
        return SpikingNetwork.of(
                Membrane.normal(20, 2),
                0.5,
                new Receptor(5, Connection.random(session, type, random, 30, 40, 0.3, 0.3), 10),
                new Receptor(10, Connection.dense(weights, 4)));
    }

    @OnEveryBackend
    void manyStepsAtOnceAreTheSameSteps(Session session) {
        for (DType type : new DType[] {DType.F32, DType.F64}) {
            SpikingNetwork network = network(session, type);
            Tensor input = session.linspace(type, 1.1, 2, 40);
            Shape population = Shape.of(40);
            try (var one = Simulation.start(session, network, type, population);
                    var many =
                            Simulation.start(
                                    session, new SpikingSteps(network, AT_ONCE), type, population);
                    var expected = new SpikeRecorder();
                    var actual = new SpikeRecorder()) {
                for (int call = 0; call < CALLS; call++) {
                    for (int step = 0; step < AT_ONCE; step++) {
                        expected.record(one.advance(input).spikes());
                    }
                    actual.recordSteps(many.advance(input).spikes());
                }
                assertTrue(expected.steps().length > 30, "spikes: " + expected.steps().length);
                assertArrayEquals(expected.steps(), actual.steps());
                assertArrayEquals(expected.neurons(), actual.neurons());
                assertArrayEquals(
                        one.state().v().toDoubleArray(), many.state().v().toDoubleArray());
                for (int i = 0; i < 2; i++) {
                    assertArrayEquals(
                            one.state().arriving().get(i).flatten().toDoubleArray(),
                            many.state().arriving().get(i).flatten().toDoubleArray());
                }
            }
        }
    }

    @Test
    void noStepsAreRefused() {
        try (Session session = ReferenceBackend.open()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SpikingSteps(network(session, DType.F32), 0));
        }
    }
}
