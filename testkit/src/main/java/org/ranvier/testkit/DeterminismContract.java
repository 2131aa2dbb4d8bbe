package org.ranvier.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.SessionOptions;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.op.Conv;
import org.ranvier.op.ConvGeometry;
import org.ranvier.op.ConvWeightGradient;
import org.ranvier.op.Op;
import org.ranvier.op.Softmax;
import org.ranvier.op.Window;

/** Equal bits each time, and for any number of threads; sizes large enough to be divided. */
interface DeterminismContract extends Contract {
    /** A computation on a matrix of 512 × 512. */
    record Work(String name, Function<Tensor, Tensor> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Work> works() {
        ConvGeometry g = new ConvGeometry(List.of(Window.of(3, 1, 1), Window.of(3, 1, 1)), 1);
        Shape weight = Shape.of(8, 4, 3, 3);
        return Stream.of(
                new Work("sum", x -> x.sum()),
                new Work("sum of columns", x -> x.sum(0)),
                new Work("product", x -> x.mul(0.001).add(1).prod()),
                new Work("matmul", x -> x.slice(0, 0, 70).matmul(x)),
                new Work("running sum", x -> x.flatten().cumSum(0)),
                new Work("softmax", x -> apply(new Softmax(0, false), x)),
                new Work("conv", x -> apply(new Conv(g), image(x), kernel(x, weight))),
                new Work(
                        "weight gradient",
                        x -> apply(new ConvWeightGradient(g, weight), image(x), seed(x))),
                new Work("scatter", DeterminismContract::scatter));
    }

    private static Tensor apply(Op op, Tensor... in) {
        return in[0].session().apply(op, List.of(in)).get(0);
    }

    private static Tensor image(Tensor x) {
        return x.flatten().slice(0, 0, 4 * 4 * 32 * 32).reshape(4, 4, 32, 32);
    }

    private static Tensor kernel(Tensor x, Shape shape) {
        return x.flatten().slice(0, 0, shape.elements()).reshape(shape);
    }

    private static Tensor seed(Tensor x) {
        return x.flatten().slice(0, 0, 4 * 8 * 32 * 32).reshape(4, 8, 32, 32);
    }

    private static Tensor scatter(Tensor x) {
        int[] places = IntStream.range(0, 512).map(i -> i * 7 % 10).toArray();
        return apply(new Op.ScatterAdd(0, 10), x, x.session().tensor(places));
    }

    @TestFactory
    default Stream<DynamicTest> sameBitsForAnyNumberOfThreads() {
        Value matrix = Value.noise(DType.F32, Shape.of(512, 512), 1);
        return tests(
                "same bits:",
                works(),
                work -> {
                    float[] once = run(work, matrix, 1);
                    assertArrayEquals(once, run(work, matrix, 1));
                    assertArrayEquals(once, run(work, matrix, 2));
                    assertArrayEquals(once, run(work, matrix, 3));
                });
    }

    private float[] run(Work work, Value matrix, int threads) {
        try (Session s = another(SessionOptions.defaults().withThreads(threads))) {
            return work.run().apply(matrix.on(s)).toFloatArray();
        }
    }
}
