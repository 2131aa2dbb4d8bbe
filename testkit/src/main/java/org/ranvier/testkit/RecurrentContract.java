package org.ranvier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tape;
import org.ranvier.Tensor;
import org.ranvier.op.Fused;
import org.ranvier.op.GruCell;
import org.ranvier.op.GruCellGradient;
import org.ranvier.op.LstmCell;
import org.ranvier.op.LstmCellGradient;
import org.ranvier.op.LstmSteps;
import org.ranvier.op.LstmStepsGradient;
import org.ranvier.op.Op;

/** Steps of recurrent units. */
interface RecurrentContract extends Contract {
    /** Two saturating functions one behind the other, and a few products. */
    Tolerance GATED = new Tolerance(8, 32, 0);

    /** Errors that go through some steps, each a contraction. */
    Tolerance SEQUENCES = new Tolerance(64, 256, 0);

    /** A gate's few ulp count for more in its slope {@code y(1 − y)}, by 1/(1 − y) < 9 here. */
    Tolerance SLOPES = new Tolerance(64, 64, 0);

    /**
     * A unit.
     *
     * @param cell the step
     * @param gradient its gradient
     * @param gates how many gates stand side by side
     * @param states how many states it has
     */
    record Unit(Fused cell, Op gradient, int gates, int states) {
        /** Gates of the input and of the last output, then states. */
        List<Value> inputs(DType type, Shape state, double most) {
            Shape gated = state.with(-1, gates * state.size(-1));
            List<Value> in = new ArrayList<>();
            in.add(Value.uniform(type, gated, 1, -most, most));
            in.add(Value.uniform(type, gated, 2, -most, most));
            in.add(Value.noise(type, state, 3));
            return in;
        }

        /** The slope of a gate near 1 is what rounding leaves of 1 − y: gates stay clear of it. */
        List<Value> gradientInputs(DType type, Shape state) {
            List<Value> in = inputs(type, state, 1);
            for (int i = 0; i < states; i++) {
                in.add(Value.noise(type, state, 4 + i));
            }
            return in;
        }

        @Override
        public String toString() {
            return cell.name();
        }
    }

    private static Stream<Unit> units() {
        return Stream.of(
                new Unit(new LstmCell(), new LstmCellGradient(), 4, 2),
                new Unit(new GruCell(), new GruCellGradient(), 3, 1));
    }

    private static Stream<Shape> states() {
        return Stream.of(
                Shape.of(1),
                Shape.of(7),
                Shape.of(1, 16),
                Shape.of(5, 17),
                Shape.of(3, 2, 33),
                Shape.of(64, 64),
                Shape.of(2, 1000));
    }

    @TestFactory
    default Stream<DynamicTest> recurrentCells() {
        return tests("step of", units(), unit -> forEach(unit, false));
    }

    @TestFactory
    default Stream<DynamicTest> recurrentCellGradients() {
        return tests("gradient of", units(), unit -> forEach(unit, true));
    }

    private void forEach(Unit unit, boolean gradient) {
        states().forEach(state -> {
            for (DType type : new DType[] {DType.F32, DType.F64}) {
                List<Value> in =
                        gradient ? unit.gradientInputs(type, state) : unit.inputs(type, state, 4);
                check(
                        gradient ? unit.gradient() : unit.cell(),
                        gradient ? SLOPES : GATED,
                        in.toArray(Value[]::new));
            }
        });
    }

    @TestFactory
    default Stream<DynamicTest> saturatedRecurrentCells() {
        return tests(
                "saturated",
                units(),
                unit -> {
                    List<Value> in = unit.inputs(DType.F32, Shape.of(4), 4);
                    double[] extreme = new double[4 * unit.gates()];
                    for (int i = 0; i < extreme.length; i++) {
                        extreme[i] = (i % 2 == 0 ? 1 : -1) * (i % 4 < 2 ? 1e4 : 90);
                    }
                    in.set(0, Value.of(DType.F32, extreme));
                    check(unit.cell(), GATED, in.toArray(Value[]::new));
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfRecurrentCells() {
        return tests(
                "slopes of",
                units(),
                unit -> {
                    Shape state = Shape.of(2, 2);
                    List<Value> in = unit.inputs(DType.F64, state, 2);
                    checkGradient(unit.cell(), in.toArray(Value[]::new));
                    likeDecomposition(unit.cell(), in);
                    List<Value> more = unit.gradientInputs(DType.F64, Shape.of(2));
                    checkGradient(unit.gradient(), more.toArray(Value[]::new));
                });
    }

    /** Steps, sequences and units. */
    record Sequence(long steps, long samples, long units) {
        /** Gates of the inputs, recurrent weights, output and cell. */
        List<Value> inputs(DType type) {
            Shape state = Shape.of(samples, units);
            Shape weights = Shape.of(4 * units, units);
            double most = 1 / Math.sqrt(units);
            return List.of(
                    Value.uniform(type, Shape.of(steps, samples, 4 * units), 1, -1, 1),
                    Value.uniform(type, weights, 2, -most, most),
                    Value.uniform(type, state, 3, -1, 1),
                    Value.uniform(type, state, 4, -1, 1));
        }

        /** Both parts of gates, recurrent weights, cells, and gradients of outputs and cells. */
        List<Value> gradientInputs(DType type) {
            List<Value> in = inputs(type);
            Shape gates = Shape.of(steps, samples, 4 * units);
            Shape states = Shape.of(steps, samples, units);
            return List.of(
                    in.get(0),
                    Value.uniform(type, gates, 5, -1, 1),
                    in.get(1),
                    in.get(3),
                    Value.uniform(type, states, 6, -1, 1),
                    Value.uniform(type, states, 7, -1, 1),
                    Value.uniform(type, states, 8, -1, 1));
        }
    }

    private static Stream<Sequence> sequences() {
        return Stream.of(
                new Sequence(1, 1, 1),
                new Sequence(3, 2, 5),
                new Sequence(20, 13, 17),
                new Sequence(4, 70, 33),
                new Sequence(300, 1, 16),
                new Sequence(6, 50, 64));
    }

    @TestFactory
    default Stream<DynamicTest> recurrentSequences() {
        return tests(
                "all steps of",
                sequences(),
                sequence -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        check(
                                new LstmSteps(),
                                SEQUENCES,
                                sequence.inputs(type).toArray(Value[]::new));
                        check(
                                new LstmStepsGradient(),
                                SEQUENCES,
                                sequence.gradientInputs(type).toArray(Value[]::new));
                    }
                });
    }

    @Test
    default void gradientsOfRecurrentSequences() {
        List<Value> in = new Sequence(3, 2, 2).inputs(DType.F64);
        checkGradient(new LstmSteps(), in.toArray(Value[]::new));
        likeDecomposition(new LstmSteps(), in);
        List<Value> more = new Sequence(2, 1, 2).gradientInputs(DType.F64);
        checkGradient(new LstmStepsGradient(), more.toArray(Value[]::new));
    }

    /** What a test of the whole output passes by, for there all outputs have gradients. */
    @Test
    default void gradientsOfRecurrentStatesAlone() {
        List<Value> in = new Sequence(2, 2, 2).inputs(DType.F64);
        checkGradient(
                x -> device().concat(0, device().apply(new LstmSteps(), x).subList(0, 2)),
                in.toArray(Value[]::new));
    }

    /** Through the operation and through what it is made of. */
    private void likeDecomposition(Fused cell, List<Value> values) {
        List<Tensor> in = values.stream().map(value -> value.on(device())).toList();
        List<Tensor> expected;
        try (Tape tape = device().tape(in)) {
            expected = tape.gradients(weighted(cell.decompose(in)), in);
        }
        try (Tape tape = device().tape(in)) {
            List<Tensor> actual = tape.gradients(weighted(device().apply(cell, in)), in);
            for (int i = 0; i < in.size(); i++) {
                Tensor e = expected.get(i);
                new Comparison(e.spec(), e.toDoubleArray())
                        .check("gradient " + i + " of " + cell, actual.get(i), GATED);
            }
        }
    }

    private static Tensor weighted(List<Tensor> out) {
        Tensor sum = out.get(0).square().sum();
        return out.size() == 1 ? sum : sum.add(out.get(1).mul(0.7).sum());
    }
}
