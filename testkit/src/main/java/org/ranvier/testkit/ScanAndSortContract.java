package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Op;

/** Running quantities and order. */
interface ScanAndSortContract extends Contract {
    /** Errors of a running quantity grow as those of a sum, however it is cut into blocks. */
    Tolerance RUNNING = Tolerance.conditioned(64);

    private static Value factors(DType type, Shape shape) {
        Value x = Value.noise(type, shape, 3);
        double[] near = Arrays.stream(x.elements()).map(e -> 1 + e / 50).toArray();
        return type.isFloating() ? Value.of(type, shape, near) : x;
    }

    private void scan(Value x) {
        DType type = x.spec().dtype();
        Shape shape = x.spec().shape();
        for (int axis = 0; axis < shape.rank(); axis++) {
            for (boolean reverse : new boolean[] {false, true}) {
                check(new Op.Scan(Op.Recurrence.SUM, axis, reverse), RUNNING, x);
                Value factors = factors(type, shape).laid(x.arrangement());
                check(new Op.Scan(Op.Recurrence.PROD, axis, reverse), RUNNING, factors);
                Value gates =
                        type.isFloating()
                                ? Value.uniform(type, shape, 4, -0.99, 0.99)
                                : Value.uniform(type, shape, 4, -3, 3);
                check(new Op.Scan(Op.Recurrence.LINEAR, axis, reverse), RUNNING, gates, x);
            }
        }
    }

    @TestFactory
    default Stream<DynamicTest> scanSizes() {
        return tests(
                "scan of all sizes",
                Samples.numbers(),
                type -> {
                    Samples.vectors().forEach(shape -> scan(Value.noise(type, shape, 1)));
                    Stream.of(Shape.of(33, 65), Shape.of(3, 257, 5), Shape.of(129, 2))
                            .forEach(shape -> scan(Value.noise(type, shape, 1)));
                });
    }

    @TestFactory
    default Stream<DynamicTest> scanLayouts() {
        return tests(
                "scan of",
                Stream.of(Arrangement.values()),
                layout -> scan(Value.noise(DType.F32, CUBE, 1).laid(layout)));
    }

    private void sort(Value x) {
        for (int axis = 0; axis < x.spec().shape().rank(); axis++) {
            check(new Op.ArgSort(axis, false), Tolerance.EXACT, x);
            check(new Op.ArgSort(axis, true), Tolerance.EXACT, x);
        }
    }

    @TestFactory
    default Stream<DynamicTest> argSort() {
        return tests(
                "argsort",
                Stream.of(DType.values()),
                type -> {
                    Samples.vectors().forEach(shape -> sort(Value.noise(type, shape, 1)));
                    for (Shape shape : List.of(CUBE, Shape.of(33, 65), Shape.of(65, 3))) {
                        sort(Value.noise(DType.I32, shape, 1).as(type));
                    }
                    sort(Value.of(type, Samples.specials(type)));
                    for (Arrangement layout : Arrangement.values()) {
                        sort(Value.noise(type, CUBE, 1).laid(layout));
                    }
                });
    }
}
