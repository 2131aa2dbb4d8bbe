package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Binary;
import org.ranvier.op.Op;
import org.ranvier.op.Unary;

/** Gradients of element-wise functions, at points where they are smooth. */
interface FunctionGradientContract extends Contract {
    @TestFactory
    default Stream<DynamicTest> gradientsOfFunctionsOfOneArgument() {
        return tests(
                "gradient of",
                Arrays.stream(Unary.values())
                        .filter(f -> f.result(DType.F64) == DType.F64)
                        .filter(f -> f.accepts(DType.F64)),
                f -> {
                    boolean positive = f == Unary.LOG || f == Unary.SQRT || f == Unary.RSQRT;
                    double[] at =
                            positive
                                    ? new double[] {0.3, 0.7, 1.2, 2.4, 5.1}
                                    : new double[] {-2.2, -0.7, -0.3, 0.4, 1.3, 2.6};
                    Value x = Value.of(DType.F64, f == Unary.LOG1P ? above(at, -0.9) : at);
                    checkGradient(new Op.Map(f), x);
                    checkGradient(new Op.Map(f), x.laid(Arrangement.FLIPPED));
                });
    }

    private static double[] above(double[] x, double least) {
        return Arrays.stream(x).map(e -> Math.max(e, least)).toArray();
    }

    /** No quotient of two arguments is near a whole number, no two are equal. */
    @TestFactory
    default Stream<DynamicTest> gradientsOfFunctionsOfTwoArguments() {
        return tests(
                "gradient of",
                Arrays.stream(Binary.values())
                        .filter(f -> f.result(DType.F64) == DType.F64)
                        .filter(f -> f.accepts(DType.F64)),
                f -> {
                    boolean power = f == Binary.POW;
                    double[] first =
                            power ? new double[] {0.4, 1.3, 2.2} : new double[] {-2.3, 1.6, 4.1};
                    Value a = Value.of(DType.F64, first);
                    Value b = Value.of(DType.F64, 1.7, -0.6, 1.2);
                    checkGradient(new Op.Zip(f), a, b);
                    Value column = Value.of(DType.F64, Shape.of(2, 1), power ? 1.2 : -1.1, 0.8);
                    checkGradient(in -> in.get(0).zip(f, in.get(1)), column, b);
                    checkGradient(in -> in.get(0).zip(f, in.get(0).mul(0.37)), a);
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfSelectionAndConversion() {
        Value x = Value.noise(DType.F64, Shape.of(2, 3), 1);
        Value y = Value.noise(DType.F64, Shape.of(2, 3), 2);
        return Stream.of(
                test(
                        "gradient of where",
                        () ->
                                checkGradient(
                                        in ->
                                                in.get(0)
                                                        .gt(0.1)
                                                        .where(in.get(0).square(), in.get(1)),
                                        x,
                                        y)),
                test("gradient of copy", () -> checkGradient(in -> in.get(0).square().copy(), x)),
                test("gradient of clip", () -> checkGradient(in -> in.get(0).clip(-1, 1), x)),
                test("gradient through F32", this::gradientThroughF32));
    }

    /** F32 has too few digits for differences: the slope of a linear function is known. */
    private void gradientThroughF32() {
        Tensor x = Value.of(DType.F64, 1, 2, 3).on(device());
        Tensor g = device().valueAndGradients(List.of(x), () -> x.to(DType.F32).mul(3).sum()).of(x);
        new Comparison(g.spec(), 3, 3, 3).check("gradient through F32", g, Tolerance.EXACT);
    }
}
