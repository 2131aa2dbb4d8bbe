package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.HodgkinHuxleyStep.Method;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.Spike;
import org.ranvier.op.Surrogate;

/**
 * Steps of spiking neurons. Potentials in the cases stay clear of the threshold by more than their
 * error, so that no spike hangs on a rounding.
 */
interface NeuronContract extends Contract {
    /** A few products, an exponential and a logarithm a step, a dozen steps. */
    Tolerance STEPPED = new Tolerance(16, 64, 0);

    static Surrogate surrogate() {
        return new Surrogate(Surrogate.Kind.FAST_SIGMOID, 10);
    }

    @TestFactory
    default Stream<DynamicTest> spikes() {
        return tests(
                "spike",
                Samples.floating(),
                type -> {
                    Samples.vectors()
                            .forEach(shape ->
                                    check(
                                            new Spike(surrogate()),
                                            Tolerance.EXACT,
                                            Value.noise(type, shape, 1)));
                    check(new Spike(surrogate()), Tolerance.EXACT, Samples.wide(type));
                });
    }

    /** Cells of all kinds of reset and surrogate. */
    static Stream<LifCell> cells() {
        Stream<LifCell> resets =
                Stream.of(LifCell.Reset.values())
                        .flatMap(reset ->
                                Stream.of(0, 2).map(held -> cell(reset, held, surrogate())));
        Stream<LifCell> surrogates =
                Stream.of(Surrogate.Kind.values())
                        .map(kind -> cell(LifCell.Reset.ZERO, 0, new Surrogate(kind, 0.5)));
        return Stream.concat(resets, surrogates);
    }

    private static LifCell cell(LifCell.Reset reset, int held, Surrogate surrogate) {
        return new LifCell(0.75, 0.5, 1, reset, held, surrogate, held > 0);
    }

    @TestFactory
    default Stream<DynamicTest> lifSteps() {
        return tests(
                "lif_steps",
                cells(),
                cell -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        for (long neurons : new long[] {1, 7, 8, 65, 257}) {
                            lif(cell, type, Shape.of(3, neurons));
                        }
                        lif(cell, type, Shape.of(12, 17));
                        lif(cell, type, Shape.of(1, 9));
                        lif(cell, type, Shape.of(5, 3, 4));
                    }
                });
    }

    /** Multiples of 1/16 are exact in both types, so that spikes are the same in both. */
    private void lif(LifCell cell, DType type, Shape series) {
        Shape state = series.without(0);
        Value currents = sixteenths(type, series, 1);
        Value v = sixteenths(type, state, 2);
        Value hold = Value.uniform(DType.I32, state, 3, 0, 3).as(type);
        check(new LifSteps(cell), STEPPED, currents, v, hold);
        List<Comparison> forward =
                new Forward(new LifSteps(cell), List.of(currents, v, hold), STEPPED)
                        .expected(reference());
        check(
                new LifStepsGradient(cell),
                STEPPED,
                Value.of(type, series, forward.get(0).elements()),
                Value.of(type, series, forward.get(1).elements()),
                hold,
                Value.noise(type, series, 4),
                Value.noise(type, series, 5),
                Value.noise(type, state, 6));
    }

    static Value sixteenths(DType type, Shape shape, long seed) {
        double[] whole = Value.uniform(DType.I32, shape, seed, -8, 40).elements();
        for (int i = 0; i < whole.length; i++) {
            whole[i] /= 16;
        }
        return Value.of(type, shape, whole);
    }

    @TestFactory
    default Stream<DynamicTest> lifEventSteps() {
        return tests(
                "lif_event_step",
                Samples.floating(),
                type -> {
                    for (double lowest : new double[] {0, Double.NEGATIVE_INFINITY}) {
                        for (long size : new long[] {1, 7, 8, 17, 65, 1000}) {
                            Shape shape = Shape.of(size);
                            check(
                                    new LifEventStep(1, 20, 2, lowest, surrogate()),
                                    STEPPED,
                                    Value.uniform(type, shape, 1, -2, 20),
                                    Value.uniform(type, shape, 2, 0, 0.9),
                                    Value.uniform(type, shape, 3, -2, 2));
                        }
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> hodgkinHuxleySteps() {
        return tests(
                "hodgkin_huxley_step",
                Stream.of(Method.values()),
                method -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        for (long size : new long[] {1, 7, 17, 64, 1000}) {
                            hodgkinHuxley(Membrane.SQUID, method, type, Shape.of(size));
                            hodgkinHuxley(Membrane.TRAUB_MILES, method, type, Shape.of(size));
                        }
                    }
                });
    }

    /** Without synapses and with them. */
    private void hodgkinHuxley(Membrane membrane, Method method, DType type, Shape shape) {
        var op = new HodgkinHuxleyStep(membrane, method, 0.02);
        Value current = Value.uniform(type, shape, 1, 0, 20);
        Value v = Value.uniform(type, shape, 2, -80, 40);
        Value m = Value.uniform(type, shape, 3, 0, 1);
        Value h = Value.uniform(type, shape, 4, 0, 1);
        Value n = Value.uniform(type, shape, 5, 0, 1);
        check(op, STEPPED, current, v, m, h, n);
        check(op, STEPPED, current, v, m, h, n, Value.uniform(type, shape, 6, 0, 3));
    }

    @Test
    default void hodgkinHuxleyRatesAreFiniteAtTheirRemovableSingularities() {
        finiteAround(Membrane.SQUID, -40, -55);
        finiteAround(Membrane.TRAUB_MILES, -50, -48);
        finiteAround(Membrane.TRAUB_MILES, -23, -48);
    }

    /** Of m and of n. */
    private void finiteAround(Membrane membrane, double singularOfM, double singularOfN) {
        Tensor v =
                device().tensor(
                                new double[] {
                                    singularOfM, singularOfN, singularOfM + 1e-9, singularOfN - 1e-9
                                });
        Tensor gate = device().full(DType.F64, Shape.of(4), 0.5);
        var op = new HodgkinHuxleyStep(membrane, Method.EXPONENTIAL_EULER, 0.01);
        List<Tensor> out = device().apply(op, List.of(v.zerosLike(), v, gate, gate, gate));
        double[] m = out.get(1).toDoubleArray();
        double[] n = out.get(3).toDoubleArray();
        assertArrayEquals(new double[] {m[0], n[1]}, new double[] {m[2], n[3]}, 1e-9);
    }

    /** A leak of another conductance is a synapse that is always open. */
    @Test
    default void aSynapseReversesWhereItsShareOfTheCurrentSays() {
        Shape three = Shape.of(3);
        Tensor v = device().tensor(new double[] {-70, -50, 10});
        Tensor gate = device().full(DType.F64, three, 0.3);
        Membrane open = Membrane.TRAUB_MILES;
        Membrane leaky =
                new Membrane(
                        open.capacitance(),
                        open.gNa(),
                        open.gK(),
                        open.gL() + 2,
                        open.vNa(),
                        open.vK(),
                        (open.gL() * open.vL() - 2 * 80) / (open.gL() + 2),
                        open.kinetics());
        for (Method method : Method.values()) {
            Tensor expected =
                    device().apply(
                                    new HodgkinHuxleyStep(leaky, method, 0.01),
                                    List.of(v.zerosLike(), v, gate, gate, gate))
                            .get(0);
            Tensor actual =
                    device().apply(
                                    new HodgkinHuxleyStep(open, method, 0.01),
                                    List.of(
                                            device().full(DType.F64, three, -160),
                                            v,
                                            gate,
                                            gate,
                                            gate,
                                            device().full(DType.F64, three, 2)))
                            .get(0);
            assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-11);
        }
    }
}
