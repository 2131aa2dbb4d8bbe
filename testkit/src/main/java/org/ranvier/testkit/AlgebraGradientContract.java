package org.ranvier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Op;
import org.ranvier.op.Reduction;

/** Gradients of reductions, products, scans and indexing, away from ties. */
interface AlgebraGradientContract extends Contract {
    private static Value noise(long... sizes) {
        return Value.noise(DType.F64, Shape.of(sizes), Arrays.hashCode(sizes));
    }

    private DynamicTest reduction(String name, UnaryOperator<Tensor> f) {
        return test(
                "gradient of " + name,
                () -> {
                    checkGradient(in -> f.apply(in.get(0)), noise(2, 3, 2));
                    Value permuted = noise(2, 3, 2).laid(Arrangement.TRANSPOSED);
                    checkGradient(in -> f.apply(in.get(0)), permuted);
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfReductions() {
        return Stream.concat(
                Arrays.stream(Reduction.values())
                        .flatMap(f ->
                                Stream.of(
                                        reduction(f + " of all", x -> x.reduce(f)),
                                        reduction(f + " of an axis", x -> x.reduce(f, 1)),
                                        reduction(f + " of outer axes", x -> x.reduce(f, 0, 2)))),
                Stream.of(
                        reduction("mean", x -> x.mean(0, 1)),
                        reduction("variance", x -> x.variance(1, -1, 0)),
                        reduction("std", x -> x.std(0, 1)),
                        reduction("norm 1", x -> x.norm(1, 0)),
                        reduction("norm 2", x -> x.norm(2, 0)),
                        reduction("norm 3", x -> x.norm(3)),
                        reduction("norm ∞", x -> x.norm(Double.POSITIVE_INFINITY, 0)),
                        reduction("logSumExp", x -> x.logSumExp(0, 1))));
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfMatrixProducts() {
        return Stream.of(
                product("matrices", noise(2, 3), noise(3, 2)),
                product("vectors", noise(3), noise(3)),
                product("a matrix and a vector", noise(2, 3), noise(3)),
                product("a vector and matrices", noise(2), noise(2, 2, 3)),
                product("batches", noise(2, 2, 3), noise(2, 3, 1)),
                product("a batch and a matrix", noise(2, 1, 2), noise(2, 2)),
                product("broadcast batches", noise(2, 1, 1, 2), noise(2, 2, 1)));
    }

    private DynamicTest product(String name, Value a, Value b) {
        return test(
                "gradient of the product of " + name,
                () -> {
                    checkGradient(in -> in.get(0).matmul(in.get(1)), a, b);
                    checkGradient(
                            in -> in.get(0).matmul(in.get(1)), a.laid(Arrangement.TRANSPOSED), b);
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfScans() {
        return tests(
                "gradient of scan",
                Arrays.stream(Op.Recurrence.values()),
                recurrence -> {
                    for (boolean reverse : new boolean[] {false, true}) {
                        for (int axis = 0; axis < 2; axis++) {
                            Op scan = new Op.Scan(recurrence, axis, reverse);
                            Value[] in = {noise(3, 2), Value.noise(DType.F64, Shape.of(3, 2), 9)};
                            boolean two = recurrence == Op.Recurrence.LINEAR;
                            checkGradient(scan, Arrays.copyOf(in, two ? 2 : 1));
                        }
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> gradientsOfIndexing() {
        return Stream.of(
                indexing("gather", x -> x.take(indices(1, 0, -1, 1), 0).square(), noise(3, 2)),
                indexing("gather of columns", x -> x.take(indices(2, 2), 1).square(), noise(2, 3)),
                indexing("scatter_add", x -> scattered(x.square()), noise(3, 2)),
                indexing(
                        "fold",
                        x ->
                                device().apply(new Op.Fold(0, 6, 2, 1), List.of(x.square()))
                                        .get(0)
                                        .square(),
                        noise(2, 3)),
                indexing(
                        "takeAlong",
                        x -> x.takeAlong(indices(2, 0, 1, 1).reshape(2, 2), 1).square(),
                        noise(2, 3)),
                indexing(
                        "scatterAdd",
                        x ->
                                x.scatterAdd(
                                                indices(2, 0, 0, 0).reshape(2, 2),
                                                x.slice(1, 0, 2).square(),
                                                1)
                                        .square(),
                        noise(2, 3)),
                indexing("sort", x -> x.sort(0, true).values().square(), noise(5)),
                indexing("topK", x -> x.topK(2, 1).values().square(), noise(2, 4)));
    }

    private Tensor scattered(Tensor x) {
        Op op = new Op.ScatterAdd(0, 4);
        return device().apply(op, List.of(x, indices(2, -4, 2))).get(0).square();
    }

    private Tensor indices(int... indices) {
        return device().tensor(indices);
    }

    private DynamicTest indexing(String name, UnaryOperator<Tensor> f, Value x) {
        return test("gradient of " + name, () -> checkGradient(in -> f.apply(in.get(0)), x));
    }
}
