package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
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

    @Test
    default void adamAddsEpsilonToTheCorrectedRoot() {
        Tensor w = device().zeros(1);
        Tensor g = device().full(DType.F32, Shape.of(1), 0.5);
        AdamStep step = new AdamStep(1, 0.9, 0.999, 1, 0, false, 1);
        List<Tensor> out = device().apply(step, List.of(w, g, w.zerosLike(), w.zerosLike()));
        assertArrayEquals(new float[] {-0.5f / 1.5f}, out.get(0).toFloatArray(), 1e-6f);
    }
}
