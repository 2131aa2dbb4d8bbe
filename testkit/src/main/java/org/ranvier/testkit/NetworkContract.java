package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.DeliverSpikes;
import org.ranvier.op.LifNetworkSteps;
import org.ranvier.op.LifNetworkSteps.Cell;
import org.ranvier.op.LifNetworkSteps.Receptor;

/** Spikes on their way between neurons, and steps of whole networks. */
interface NetworkContract extends Contract {
    /** Held for two steps after a spike; multiples of powers of two stay exact for some steps. */
    Cell CELL = new Cell(0.75, 0.5, -0.25, 1, 0, 2);

    @TestFactory
    default Stream<DynamicTest> deliveries() {
        return tests(
                "deliver_spikes",
                Samples.floating(),
                type -> {
                    for (long[] size : new long[][] {{1, 1, 1}, {40, 7, 30}, {70, 3, 200}}) {
                        for (double rate : new double[] {0, 0.2, 1}) {
                            deliver(type, size[0], size[1], size[2], rate);
                        }
                    }
                    deliver(type, 0, 3, 9, 0);
                    deliver(type, 5, 0, 9, 1);
                });
    }

    private void deliver(DType type, long sources, long width, long length, double rate) {
        Shape table = Shape.of(sources, width);
        check(
                new DeliverSpikes(),
                IndexingContract.ADDED,
                Value.noise(type, Shape.of(length), 1),
                spikes(type, sources, rate),
                Value.indices(table, 3, length + 1),
                Value.noise(type, table, 4));
    }

    /** Where noise lies below the rate; some are larger than 1, which makes no difference. */
    private static Value spikes(DType type, long sources, double rate) {
        double[] s = Value.uniform(DType.F64, Shape.of(sources), 2, 0, 1).elements();
        for (int i = 0; i < s.length; i++) {
            s[i] = s[i] < rate ? 1 + i % 2 : 0;
        }
        return Value.of(type, Shape.of(sources), s);
    }

    @TestFactory
    default Stream<DynamicTest> networkSteps() {
        return tests(
                "lif_network_steps",
                Samples.floating(),
                type -> {
                    for (int neurons : new int[] {1, 9, 33, 130}) {
                        for (int steps : new int[] {1, 4, 7}) {
                            network(type, neurons, steps, steps);
                            network(type, neurons, steps, 1);
                        }
                    }
                });
    }

    /** Two receptors: from all neurons at once, and from the second half with delays to 2. */
    private void network(DType type, int neurons, int steps, int drives) {
        int half = neurons / 2;
        var op =
                new LifNetworkSteps(
                        steps,
                        CELL,
                        List.of(new Receptor(0.5, 0.25, 0), new Receptor(0.875, 0.125, half)));
        Shape population = Shape.of(neurons);
        List<Value> in = new ArrayList<>();
        in.add(NeuronContract.sixteenths(type, Shape.of(drives, neurons), 1));
        in.add(NeuronContract.sixteenths(type, population, 2));
        in.add(Value.uniform(DType.I32, population, 3, 0, 3).as(type));
        receptor(in, type, 1, neurons, neurons);
        receptor(in, type, 3, neurons - half, neurons);
        check(op, NeuronContract.STEPPED, in.toArray(Value[]::new));
    }

    private static void receptor(
            List<Value> in, DType type, int delays, long sources, long neurons) {
        Shape table = Shape.of(sources, 5);
        in.add(NeuronContract.sixteenths(type, Shape.of(delays, neurons), 10 + delays));
        in.add(Value.indices(table, 20 + delays, delays * neurons + 1));
        in.add(NeuronContract.sixteenths(type, table, 30 + delays));
    }

    /** Spikes have no gradient here; all else has. */
    @TestFactory
    default Stream<DynamicTest> gradientsOfNetworks() {
        Value places = Value.of(DType.I32, Shape.of(2, 2), 0, 2, 1, 3);
        Value weights = Value.of(DType.F64, Shape.of(2, 2), 0.5, -0.25, 0.125, 1);
        Value currents = Value.of(DType.F64, Shape.of(1, 3), 0.5, -1, 0.25);
        return Stream.of(
                test(
                        "gradient of deliver_spikes",
                        () ->
                                checkGradient(
                                        in ->
                                                device().apply(
                                                                new DeliverSpikes(),
                                                                List.of(
                                                                        in.get(0),
                                                                        on(1, 0),
                                                                        places.on(device()),
                                                                        in.get(1)))
                                                        .get(0),
                                        Value.of(DType.F64, 0.5, -1, 0.25),
                                        weights)),
                test(
                        "gradient of lif_network_steps",
                        () ->
                                checkGradient(
                                        in -> state(in, places),
                                        Value.of(DType.F64, Shape.of(1, 3), 0.5, 4, 0.25),
                                        Value.of(DType.F64, 0.25, 0.5, 0.125),
                                        currents,
                                        weights)));
    }

    /** The potentials and currents after three steps, in which neuron 1 spikes. */
    private Tensor state(List<Tensor> in, Value places) {
        var op = new LifNetworkSteps(3, CELL, List.of(new Receptor(0.5, 0.25, 0)));
        List<Tensor> all =
                List.of(
                        in.get(0),
                        in.get(1),
                        on(0, 0, 0),
                        in.get(2),
                        places.on(device()),
                        in.get(3));
        List<Tensor> out = device().apply(op, all);
        return device().concat(0, List.of(out.get(1), out.get(3).flatten()));
    }

    private Tensor on(double... elements) {
        return Value.of(DType.F64, elements).on(device());
    }

    @Test
    default void spikesToNowhereAreNamed() {
        for (int place : new int[] {-5, 4}) {
            Value places = Value.of(DType.I32, Shape.of(1, 1), place);
            Value one = Value.of(DType.F64, Shape.of(1, 1), 1);
            List<Tensor> in = List.of(on(0, 0, 0), on(1), places.on(device()), one.on(device()));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> device().apply(new DeliverSpikes(), in).get(0).toDoubleArray());
        }
    }
}
