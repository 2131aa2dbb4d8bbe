package org.ranvier.testkit;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;

/** Functions of two arguments, and selection. */
interface BinaryContract extends Contract {
    /** As for functions of one argument. */
    private static Tolerance tolerance(Binary function) {
        return switch (function) {
            case ADD, SUB, MUL, MAX, MIN, FMOD -> Tolerance.ulps(0);
            case REMAINDER -> Tolerance.ulps(1);
            case DIV -> Tolerance.ulps(3);
            case ATAN2 -> Tolerance.ulps(6.5);
            case POW -> Tolerance.ulps(16.5);
            case EQ, NE, LT, LE, GT, GE, AND, OR, XOR -> Tolerance.EXACT;
        };
    }

    private static Stream<Binary> functions(DType type) {
        return Arrays.stream(Binary.values()).filter(f -> f.accepts(type));
    }

    private void two(Binary function, Value a, Value b) {
        check(new Op.Zip(function), tolerance(function), a, b);
    }

    @TestFactory
    default Stream<DynamicTest> binaryValues() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " special pairs:",
                                functions(type),
                                f -> {
                                    Value[] pairs = Samples.pairs(type);
                                    two(f, pairs[0], pairs[1]);
                                    Value wide = Samples.wide(type);
                                    two(f, wide, Value.noise(type, wide.spec().shape(), 2));
                                    two(f, Value.noise(type, wide.spec().shape(), 2), wide);
                                }));
    }

    @TestFactory
    default Stream<DynamicTest> binarySizes() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " of all sizes:",
                                functions(type),
                                f -> {
                                    two(f, Shape.SCALAR, type);
                                    Samples.vectors().forEach(shape -> two(f, shape, type));
                                }));
    }

    private void two(Binary function, Shape shape, DType type) {
        two(function, Value.noise(type, shape, 1), Value.noise(type, shape, 2));
    }

    @TestFactory
    default Stream<DynamicTest> binaryLayouts() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " of all layouts:",
                                functions(type),
                                f -> layouts(f, type, tolerance(f))));
    }

    private void layouts(Binary function, DType type, Tolerance tolerance) {
        Op zip = new Op.Zip(function);
        Value a = Value.noise(type, CUBE, 1);
        Value b = Value.noise(type, CUBE, 2);
        for (Arrangement layout : Arrangement.values()) {
            check(zip, tolerance, a.laid(layout), b);
            check(zip, tolerance, a, b.laid(layout));
            check(zip, tolerance, a.laid(layout), b.laid(layout));
            if (layout.isWritable()) {
                checkInto(zip, tolerance, layout, a, b);
                if (function.result(type) == type) {
                    checkInPlace(zip, tolerance, 0, a.laid(layout), b);
                    checkInPlace(zip, tolerance, 1, a, b.laid(layout));
                }
            }
        }
    }

    @TestFactory
    default Stream<DynamicTest> additionOfEveryPairOfLayouts() {
        return tests(
                "add",
                Arrays.stream(Arrangement.values()),
                layout -> {
                    for (Arrangement other : Arrangement.values()) {
                        for (Shape shape : new Shape[] {CUBE, Shape.of(33, 65), Shape.of(70)}) {
                            two(
                                    Binary.ADD,
                                    Value.noise(DType.F32, shape, 1).laid(layout),
                                    Value.noise(DType.F32, shape, 2).laid(other));
                        }
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> where() {
        return tests(
                "where",
                Arrays.stream(DType.values()),
                type -> {
                    Samples.vectors().forEach(shape -> select(type, shape, Arrangement.CONTIGUOUS));
                    for (Arrangement layout : Arrangement.values()) {
                        select(type, CUBE, layout);
                    }
                    Value[] pairs = Samples.pairs(type);
                    Value c = Value.noise(DType.BOOL, pairs[0].spec().shape(), 3);
                    check(new Op.Select(), Tolerance.EXACT, c, pairs[0], pairs[1]);
                });
    }

    private void select(DType type, Shape shape, Arrangement layout) {
        Value condition = Value.noise(DType.BOOL, shape, 3);
        Value yes = Value.noise(type, shape, 1);
        Value no = Value.noise(type, shape, 2);
        Op select = new Op.Select();
        check(select, Tolerance.EXACT, condition.laid(layout), yes, no);
        check(select, Tolerance.EXACT, condition, yes.laid(layout), no);
        check(select, Tolerance.EXACT, condition, yes, no.laid(layout));
        if (layout.isWritable()) {
            checkInto(select, Tolerance.EXACT, layout, condition, yes, no);
            checkInPlace(select, Tolerance.EXACT, 1, condition, yes.laid(layout), no);
        }
    }
}
