package org.ranvier.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.HodgkinHuxleyStep;
import org.ranvier.op.HodgkinHuxleyStep.Membrane;
import org.ranvier.op.HodgkinHuxleyStep.Method;
import org.ranvier.op.LifCell;
import org.ranvier.op.LifEventStep;
import org.ranvier.op.LifSteps;
import org.ranvier.op.LifStepsGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Spike;
import org.ranvier.op.Surrogate;

/**
 * Gradients of neurons. A spike has no slope that differences could find: it is compared with
 * closed forms, and what is made of spikes with its decomposition.
 */
interface NeuronGradientContract extends Contract {
    /** Slopes at −0.2, 0 and 0.1, from independent implementations of the published curves. */
    private static Map<Surrogate, double[]> slopes() {
        return Map.of(
                new Surrogate(Surrogate.Kind.FAST_SIGMOID, 25),
                new double[] {0.027777777777777776, 1, 0.08163265306122448},
                new Surrogate(Surrogate.Kind.ARCTAN, 2),
                new double[] {0.7169568003248977, 1, 0.9101698376462755},
                new Surrogate(Surrogate.Kind.SIGMOID, 4),
                new double[] {0.8556387860811777, 1, 0.9610429829661166},
                new Surrogate(Surrogate.Kind.STRAIGHT_THROUGH, 1),
                new double[] {1, 1, 1},
                new Surrogate(Surrogate.Kind.TRIANGLE, 1),
                new double[] {0.8, 1, 0.9},
                new Surrogate(Surrogate.Kind.EXPONENTIAL, 1),
                new double[] {0.4093653765389909, 0.5, 0.45241870901797976},
                new Surrogate(Surrogate.Kind.GAUSSIAN, 2),
                new double[] {0.9615412988393078, 1.1283791670955126, 1.084134787104863});
    }

    @TestFactory
    default Stream<DynamicTest> surrogateSlopes() {
        return tests(
                "slope of a spike with",
                Stream.of(Surrogate.Kind.values()),
                kind ->
                        slopes().entrySet().stream()
                                .filter(e -> e.getKey().kind() == kind)
                                .forEach(e -> slope(new Spike(e.getKey()), e.getValue())));
    }

    private void slope(Spike spike, double[] expected) {
        Tensor x = device().tensor(new double[] {-0.2, 0, 0.1});
        try (Tape tape = device().tape(x)) {
            Tensor y = device().apply(spike, List.of(x)).get(0);
            Tensor g = tape.gradients(y.sum(), List.of(x)).get(0);
            new Comparison(g.spec(), expected).check(spike.toString(), g, Tolerance.ulps(32));
            tape.operations().forEach(Coverage::gradient);
        }
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfLifSteps() {
        return tests(
                "gradient of lif_steps",
                NeuronContract.cells(),
                cell -> {
                    Value currents = Value.uniform(DType.F64, Shape.of(8, 5), 1, 0, 4);
                    Value v = Value.uniform(DType.F64, Shape.of(5), 2, 0, 0.9);
                    Value hold = Value.uniform(DType.I32, Shape.of(5), 3, 0, 3).as(DType.F64);
                    likeDecomposition(cell, currents, v, hold);
                    stepsGradient(cell);
                });
    }

    /** Through the operation and through what it is made of, with a weight for each output. */
    private void likeDecomposition(LifCell cell, Value currents, Value v, Value hold) {
        LifSteps op = new LifSteps(cell);
        List<Tensor> in = List.of(currents.on(device()), v.on(device()), hold.on(device()));
        List<Tensor> expected;
        try (Tape tape = device().tape(in.subList(0, 2))) {
            expected = tape.gradients(weighted(op.decompose(in)), in.subList(0, 2));
        }
        try (Tape tape = device().tape(in.subList(0, 2))) {
            Tensor y = weighted(device().apply(op, in));
            List<Tensor> actual = tape.gradients(y, in.subList(0, 2));
            for (int i = 0; i < 2; i++) {
                Tensor e = expected.get(i);
                new Comparison(e.spec(), e.toDoubleArray())
                        .check("gradient " + i + " of " + op, actual.get(i), Tolerance.scaled(64));
            }
            tape.operations().forEach(Coverage::gradient);
        }
    }

    private static Tensor weighted(List<Tensor> out) {
        Tensor series = out.get(0).mul(0.7).add(out.get(1).mul(out.get(1)));
        return series.sum().add(out.get(2).mul(1.3).sum());
    }

    /** Smooth in the incoming gradients and, with a smooth surrogate, in the potentials. */
    private void stepsGradient(LifCell cell) {
        Value spikes = Value.uniform(DType.I32, Shape.of(2, 2), 1, 0, 2).as(DType.F64);
        Value hold = Value.of(DType.F64, 1, 0);
        Tensor s = spikes.on(device());
        Tensor h = hold.on(device());
        Op op = new LifStepsGradient(cell);
        checkGradient(
                in -> {
                    List<Tensor> all = List.of(s, in.get(0), h, in.get(1), in.get(2), in.get(3));
                    List<Tensor> out = device().apply(op, all);
                    return device().concat(0, List.of(out.get(0).flatten(), out.get(1)));
                },
                Value.uniform(DType.F64, Shape.of(2, 2), 2, 0.1, 0.8),
                Value.noise(DType.F64, Shape.of(2, 2), 3),
                Value.noise(DType.F64, Shape.of(2, 2), 4),
                Value.noise(DType.F64, Shape.of(2), 5));
    }

    /** Potential and hold; neurons below, above and far above the threshold, and a held one. */
    @TestFactory
    default Stream<DynamicTest> gradientsOfLifEventSteps() {
        Value current = Value.of(DType.F64, 0.5, 8, 30, 2);
        Value v = Value.of(DType.F64, 0.3, 0.8, 0.6, 0.4);
        Value hold = Value.of(DType.F64, -1, 0.5, -2, 5);
        Op op = new LifEventStep(1, 20, 2, 0, NeuronContract.surrogate());
        return tests(
                "gradient of lif_event_step, output",
                Stream.of(1, 2),
                output ->
                        checkGradient(in -> device().apply(op, in).get(output), current, v, hold));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfHodgkinHuxleySteps() {
        Shape two = Shape.of(2);
        Value current = Value.of(DType.F64, 5, 10);
        Value v = Value.of(DType.F64, -64.3, -31.7);
        Value m = Value.uniform(DType.F64, two, 3, 0.1, 0.9);
        Value h = Value.uniform(DType.F64, two, 4, 0.1, 0.9);
        Value n = Value.uniform(DType.F64, two, 5, 0.1, 0.9);
        Value synapses = Value.of(DType.F64, 0.2, 1.7);
        return tests(
                "gradient of hodgkin_huxley_step",
                Stream.of(Method.values()),
                method -> {
                    var squid = new HodgkinHuxleyStep(Membrane.SQUID, method, 0.02);
                    checkGradient(squid, current, v, m, h, n);
                    var miles = new HodgkinHuxleyStep(Membrane.TRAUB_MILES, method, 0.02);
                    checkGradient(miles, current, v, m, h, n, synapses);
                });
    }
}
