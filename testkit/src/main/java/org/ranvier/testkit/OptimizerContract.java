package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.AdagradStep;
import org.ranvier.op.AdamStep;
import org.ranvier.op.OptimizerStep;
import org.ranvier.op.RmsPropStep;
import org.ranvier.op.SgdStep;

/** Steps of optimisers, into new tensors and in place. */
interface OptimizerContract extends Contract {
    /** About ten operations of half an ulp, a root of 3, on numbers of one size. */
    Tolerance STEP = new Tolerance(8, 8, 0);

    private static Stream<OptimizerStep> steps() {
        return Stream.of(
                new AdamStep(1e-3, 0.9, 0.999, 1e-8, 0, false, 1),
                new AdamStep(0.01, 0.9, 0.99, 0.1, 0.1, false, 7),
                new AdamStep(0.01, 0.8, 0.999, 1e-3, 0.1, true, 1000),
                new SgdStep(0.1, 0, 1, false, 0),
                new SgdStep(0.1, 0, 1, false, 0.01),
                new SgdStep(0.1, 0.9, 1, false, 0.01),
                new SgdStep(0.1, 0.9, 0.1, false, 0),
                new SgdStep(0.1, 0.9, 1, true, 0),
                new SgdStep(0.1, 0.9, 0.1, true, 0.2),
                new RmsPropStep(0.01, 0.9, 1e-6, 0),
                new RmsPropStep(0.01, 0.5, 0.1, 0.3),
                new AdagradStep(0.01, 1e-6, 0),
                new AdagradStep(0.01, 0.1, 0.3));
    }

    @TestFactory
    default Stream<DynamicTest> optimizerSteps() {
        return tests(
                "step",
                steps(),
                step -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        Samples.vectors().forEach(shape -> step(step, type, shape));
                        step(step, type, CUBE);
                        step(step, type, Shape.SCALAR);
                    }
                });
    }

    /** Squares in the state are not negative. */
    private void step(OptimizerStep step, DType type, Shape shape) {
        List<Value> in = new ArrayList<>();
        for (int i = 0; i < 2 + step.states(); i++) {
            Value x = Value.noise(type, shape, i);
            in.add(i >= 2 && !(step instanceof SgdStep) ? x.abs() : x);
        }
        Value[] operands = in.toArray(Value[]::new);
        check(step, STEP, operands);
        checkInPlace(step, STEP, 0, operands);
    }

    @TestFactory
    default Stream<DynamicTest> stepsOfManyParameters() {
        return tests(
                "steps of many parameters with",
                steps(),
                step -> {
                    for (DType type : new DType[] {DType.F32, DType.F64}) {
                        many(step, type);
                    }
                });
    }

    /** More parameters than a kernel takes, with sizes around those of its groups. */
    private void many(OptimizerStep step, DType type) {
        List<Shape> shapes =
                Stream.of(257, 0, 1, 255, 256, 7, 1000, 2049, 3, 512, 64, 5, 20001, 2)
                        .map(n -> Shape.of(n))
                        .collect(Collectors.toCollection(ArrayList::new));
        shapes.add(3, Shape.SCALAR);
        shapes.add(CUBE);
        List<Tensor> in = new ArrayList<>();
        List<Tensor> expected = new ArrayList<>();
        for (Shape shape : shapes) {
            List<Tensor> one = new ArrayList<>();
            for (int i = 0; i < 2 + step.states(); i++) {
                Value x = Value.noise(type, shape, in.size() + i);
                one.add((i >= 2 && !(step instanceof SgdStep) ? x.abs() : x).on(device()));
            }
            expected.addAll(device().apply(step, one));
            in.addAll(one);
        }
        same(step, expected, device().apply(step, in));

        Value numbers = Value.of(type, Shape.of(step.numbers().length), step.numbers());
        List<Tensor> steered = new ArrayList<>(List.of(numbers.on(device())));
        steered.addAll(in);
        same(step, expected, device().apply(step, steered));

        List<Tensor> out = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            out.add(in.get(step.replaced(in.size(), i)));
        }
        device().applyInto(step, in, out);
        same(step, expected, out);
    }

    private static void same(OptimizerStep step, List<Tensor> expected, List<Tensor> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            new Comparison(expected.get(i).spec(), Comparison.elements(expected.get(i)))
                    .check(step + " output " + i, actual.get(i), Tolerance.EXACT);
        }
    }

    @Test
    default void whatAStepChangesStandsInItOnce() {
        Tensor w = device().ones(3);
        Tensor g = device().ones(3);
        OptimizerStep step = new SgdStep(0.1, 0, 1, false, 0);
        refused(step, List.of(w, g, w, g), List.of(w, w), "each needs memory of its own");
        refused(step, List.of(w, g), List.of(g), "each needs memory of its own");
        refused(step, List.of(w, g, g, g), List.of(w, w), "each needs memory of its own");
        refused(step, List.of(w), List.of(w), "expected 2 inputs for each parameter, got 1");
        refused(new SgdStep(0.1, 0.5, 1, false, 0), List.of(g, w, g, w), List.of(w, w), "numbers");
    }

    private void refused(OptimizerStep step, List<Tensor> in, List<Tensor> out, String why) {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> device().applyInto(step, in, out));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
    }

    @Test
    default void adamAddsEpsilonToTheCorrectedRoot() {
        Tensor w = device().zeros(1);
        Tensor g = device().full(DType.F32, Shape.of(1), 0.5);
        AdamStep step = new AdamStep(1, 0.9, 0.999, 1, 0, false, 1);
        List<Tensor> out = device().apply(step, List.of(w, g, w.zerosLike(), w.zerosLike()));
        assertArrayEquals(new float[] {-0.5f / 1.5f}, out.get(0).toFloatArray(), 1e-6f);
    }
}
