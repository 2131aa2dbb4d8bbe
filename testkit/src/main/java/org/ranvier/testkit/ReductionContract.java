package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;

/** Many elements become one. */
interface ReductionContract extends Contract {
    /** Shapes that are long along one axis or the other. */
    List<Shape> LONG =
            List.of(
                    Shape.of(33, 65),
                    Shape.of(3, 4097),
                    Shape.of(4097, 3),
                    Shape.of(1, 1000),
                    Shape.of(1000, 1),
                    Shape.of(2, 129, 3),
                    Shape.of(129, 2, 2));

    /**
     * 32 half units of what the absolute values give: a sum of thousands in blocks, trees or lanes
     * stays below; one running F32 sum of them does not.
     */
    private static Tolerance tolerance(Reduction function) {
        return switch (function) {
            case SUM -> Tolerance.conditioned(32);
            case PROD -> Tolerance.conditioned(128);
            case MAX, MIN -> Tolerance.ulps(0);
        };
    }

    private static Stream<DType> types(Reduction function) {
        boolean extreme = function == Reduction.MAX || function == Reduction.MIN;
        return Arrays.stream(DType.values()).filter(t -> extreme || t != DType.BOOL);
    }

    /** Factors near ±1, lest a long product leave the range. */
    private static Value operand(Reduction function, DType type, Shape shape) {
        boolean factors = function == Reduction.PROD && type.isFloating();
        Value x = Value.noise(type, shape, 1);
        double[] near = Arrays.stream(x.elements()).map(e -> 1 + e / 50).toArray();
        return factors ? Value.of(type, shape, near) : x;
    }

    @TestFactory
    default Stream<DynamicTest> reductionSizes() {
        return reductions(
                "of all sizes",
                (function, type) -> {
                    Samples.vectors()
                            .filter(shape -> isDefined(function, type, shape))
                            .forEach(shape -> reduce(function, operand(function, type, shape), 0));
                    for (Shape shape : LONG) {
                        axes(shape.rank())
                                .forEach(a -> reduce(function, operand(function, type, shape), a));
                    }
                });
    }

    private static boolean isDefined(Reduction function, DType type, Shape shape) {
        boolean extreme = function == Reduction.MAX || function == Reduction.MIN;
        return shape.elements() > 0 || !extreme || type == DType.BOOL;
    }

    @TestFactory
    default Stream<DynamicTest> reductionLayouts() {
        return reductions(
                "of all layouts",
                (function, type) -> {
                    for (Arrangement layout : Arrangement.values()) {
                        Value x = operand(function, type, CUBE).laid(layout);
                        axes(3).forEach(axes -> reduce(function, x, axes));
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> reductionOfManyAxes() {
        Shape shape = Shape.of(2, 3, 2, 2, 3, 2);
        return reductions(
                "of six axes",
                (function, type) -> {
                    Value x = operand(function, type, shape).laid(Arrangement.TRANSPOSED);
                    reduce(function, x, 0, 2, 4);
                    reduce(function, x, 1, 3, 5);
                    reduce(function, x, 0, 1, 2, 3, 4, 5);
                });
    }

    @TestFactory
    default Stream<DynamicTest> reductionsOfSpecialNumbers() {
        return reductions(
                "of special numbers",
                (function, type) -> {
                    if (!type.isFloating()) {
                        return;
                    }
                    for (int size : new int[] {1, 5, 8, 17, 33, 300}) {
                        for (int at : new int[] {0, size / 2, size - 1}) {
                            for (double special : Samples.specials(type)) {
                                double[] elements = new double[size];
                                Arrays.setAll(elements, i -> -1 - i % 3 * 0.0625);
                                elements[at] = special;
                                reduce(function, Value.of(type, elements), 0);
                            }
                        }
                    }
                });
    }

    private void reduce(Reduction function, Value x, int... axes) {
        List<Integer> list = IntStream.of(axes).boxed().toList();
        check(new Op.Reduce(function, list), tolerance(function), x);
    }

    /** One reduction of one type. */
    interface Body {
        void run(Reduction function, DType type);
    }

    private Stream<DynamicTest> reductions(String about, Body body) {
        return Arrays.stream(Reduction.values())
                .flatMap(f -> tests(f + " " + about, types(f), type -> body.run(f, type)));
    }

    /** All non-empty sets of axes. */
    private static Stream<int[]> axes(int rank) {
        return IntStream.range(1, 1 << rank)
                .mapToObj(
                        set -> IntStream.range(0, rank).filter(i -> (set >> i & 1) == 1).toArray());
    }

    @TestFactory
    default Stream<DynamicTest> argMaxAndArgMin() {
        return tests(
                "argmax and argmin",
                Samples.numbers(),
                type -> {
                    Samples.vectors()
                            .filter(shape -> shape.elements() > 0)
                            .forEach(shape -> argReduce(Value.noise(type, shape, 1)));
                    LONG.forEach(shape -> argReduce(withTies(type, shape)));
                    for (Arrangement layout : Arrangement.values()) {
                        argReduce(withTies(type, CUBE).laid(layout));
                    }
                });
    }

    /** Few different numbers, so that many are equal. */
    private static Value withTies(DType type, Shape shape) {
        return Value.noise(DType.I32, shape, 1).as(type);
    }

    private void argReduce(Value x) {
        for (int axis = 0; axis < x.spec().shape().rank(); axis++) {
            check(new Op.ArgReduce(true, axis), Tolerance.EXACT, x);
            check(new Op.ArgReduce(false, axis), Tolerance.EXACT, x);
        }
    }
}
