package org.ranvier.testkit;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.TensorSpec;
import org.ranvier.op.Op;

/** Filling, copying and converting: exact to the last bit. */
interface FillAndCopyContract extends Contract {
    @TestFactory
    default Stream<DynamicTest> fill() {
        return tests(
                "fill",
                Arrays.stream(DType.values()),
                type -> {
                    Samples.vectors().forEach(shape -> fill(type, shape, 1));
                    fill(type, Shape.SCALAR, 1);
                    for (double value : Samples.specials(type)) {
                        fill(type, CUBE, value);
                    }
                });
    }

    private void fill(DType type, Shape shape, double value) {
        check(new Op.Fill(new TensorSpec(type, shape), value), Tolerance.EXACT);
    }

    @TestFactory
    default Stream<DynamicTest> fillOfViews() {
        return tests(
                "fill",
                Samples.targets(),
                target -> {
                    for (DType type : DType.values()) {
                        Op fill = new Op.Fill(new TensorSpec(type, CUBE), 0);
                        checkInto(fill, Tolerance.EXACT, target);
                    }
                });
    }

    /** Converting rounds to nearest, to integers cuts and saturates. */
    @TestFactory
    default Stream<DynamicTest> copy() {
        return Arrays.stream(DType.values())
                .flatMap(from ->
                        tests(
                                "copy from " + from + " to",
                                Arrays.stream(DType.values()),
                                to -> copy(from, to)));
    }

    private void copy(DType from, DType to) {
        Op copy = new Op.Copy(to);
        check(copy, Tolerance.EXACT, Samples.wide(from));
        check(copy, Tolerance.EXACT, Value.noise(from, Shape.SCALAR, 1));
        Samples.vectors().forEach(s -> check(copy, Tolerance.EXACT, Value.noise(from, s, 1)));
        for (Arrangement layout : Arrangement.values()) {
            Value x = Value.noise(from, CUBE, 1).laid(layout);
            check(copy, Tolerance.EXACT, x);
            Samples.targets().forEach(t -> checkInto(copy, Tolerance.EXACT, t, x));
        }
    }

    /** Copying what core can hand over: as many axes as there may be, and long axes. */
    @TestFactory
    default Stream<DynamicTest> copyOfShapes() {
        Stream<Shape> shapes =
                Stream.of(
                        Shape.of(2, 3, 1, 2, 2, 3, 1, 2, 3, 2),
                        Shape.of(1, 1),
                        Shape.of(33, 65),
                        Shape.of(65, 33),
                        Shape.of(2, 129, 31),
                        Shape.of(1000, 3),
                        Shape.of(3, 1000),
                        Shape.of(0, 5));
        return tests(
                "copy of shape",
                shapes,
                shape -> {
                    for (Arrangement layout : Arrangement.values()) {
                        Value x = Value.noise(DType.F32, shape, 1).laid(layout);
                        check(new Op.Copy(DType.F32), Tolerance.EXACT, x);
                    }
                });
    }
}
