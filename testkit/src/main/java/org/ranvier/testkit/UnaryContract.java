package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.GeluGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Unary;

/** Functions of one argument. */
interface UnaryContract extends Contract {
    /**
     * What a conforming OpenCL device may be off by (OpenCL C, relative error as ulps), half a unit
     * for rounding the reference, and for a function composed of others their sum.
     */
    private static Tolerance tolerance(Unary function) {
        return switch (function) {
            case NEG, ABS, NOT, IS_NAN, IS_FINITE -> Tolerance.EXACT;
            case SIGN, SQUARE, RELU, FLOOR, CEIL, ROUND, TRUNC -> Tolerance.ulps(0);
            case RECIPROCAL, SQRT, EXP, EXPM1, LOG, LOG1P -> Tolerance.ulps(3.5);
            case RSQRT, SIN, COS -> Tolerance.ulps(4.5);
            case ATAN, TANH -> Tolerance.ulps(5.5);
            case ERF -> Tolerance.ulps(16.5);
            case SIGMOID, SILU, SOFTPLUS -> Tolerance.ulps(8);
            // Below 0 the distribution function may be 1 + erf, whose error is absolute.
            case GELU, GELU_TANH -> new Tolerance(8, 0, 16);
        };
    }

    private static Stream<Unary> functions(DType type) {
        return Arrays.stream(Unary.values()).filter(f -> f.accepts(type));
    }

    @TestFactory
    default Stream<DynamicTest> unaryValues() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " of all magnitudes:",
                                functions(type),
                                f -> check(new Op.Map(f), tolerance(f), Samples.wide(type))));
    }

    @TestFactory
    default Stream<DynamicTest> unarySizes() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " of all sizes:",
                                functions(type),
                                f -> {
                                    one(f, Value.noise(type, Shape.SCALAR, 1));
                                    Samples.vectors().forEach(s -> one(f, Value.noise(type, s, 1)));
                                }));
    }

    private void one(Unary function, Value x) {
        check(new Op.Map(function), tolerance(function), x);
    }

    @TestFactory
    default Stream<DynamicTest> unaryLayouts() {
        return Arrays.stream(DType.values())
                .flatMap(type ->
                        tests(
                                type + " of all layouts:",
                                functions(type),
                                f -> layouts(f, type, tolerance(f))));
    }

    /** As {@link #tolerance} of gelu; where the slope passes 0 its parts' errors remain. */
    @TestFactory
    default Stream<DynamicTest> geluGradients() {
        return tests(
                "gradient of",
                Stream.of(Unary.GELU, Unary.GELU_TANH),
                f -> {
                    Op op = new GeluGradient(f);
                    Tolerance tolerance = new Tolerance(8, 32, 0);
                    for (DType type : List.of(DType.F32, DType.F64)) {
                        Samples.vectors()
                                .forEach(s ->
                                        check(
                                                op,
                                                tolerance,
                                                Value.uniform(type, s, 1, -12, 12),
                                                Value.noise(type, s, 2)));
                        check(
                                op,
                                tolerance,
                                Value.noise(type, CUBE, 1),
                                Value.noise(type, CUBE, 2));
                    }
                });
    }

    private void layouts(Unary function, DType type, Tolerance tolerance) {
        Op map = new Op.Map(function);
        Value x = Value.noise(type, CUBE, 1);
        for (Arrangement layout : Arrangement.values()) {
            check(map, tolerance, x.laid(layout));
            if (layout.isWritable()) {
                checkInto(map, tolerance, layout, x);
                if (function.result(type) == type) {
                    checkInPlace(map, tolerance, 0, x.laid(layout));
                }
            }
        }
    }
}
