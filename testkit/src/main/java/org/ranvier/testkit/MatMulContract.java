package org.ranvier.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Shape;
import org.ranvier.op.Op;

/** The matrix product. */
interface MatMulContract extends Contract {
    /** As a sum: full precision, so that products in a shorter format show. */
    Tolerance PRODUCT = Tolerance.conditioned(32);

    /** Rows, inner size, columns. */
    long[][] PRODUCTS = {
        {1, 1, 1},
        {1, 17, 1},
        {7, 1, 9},
        {3, 5, 7},
        {8, 8, 8},
        {16, 16, 16},
        {17, 33, 65},
        {31, 63, 15},
        {64, 64, 64},
        {65, 127, 33},
        {129, 65, 127},
        {1, 1000, 33},
        {33, 1000, 1},
        {128, 7, 128},
        {5, 3, 1000},
        {1000, 3, 5},
        {6, 300, 16},
        {13, 257, 49},
        {4, 4097, 2}
    };

    private void product(DType type, Shape a, Arrangement left, Shape b, Arrangement right) {
        check(
                new Op.MatMul(),
                PRODUCT,
                Value.noise(type, a, 1).laid(left),
                Value.noise(type, b, 2).laid(right));
    }

    @TestFactory
    default Stream<DynamicTest> matmulSizes() {
        return tests(
                "matmul of all sizes",
                Samples.floating(),
                type -> {
                    for (long[] size : PRODUCTS) {
                        Shape a = Shape.of(size[0], size[1]);
                        Shape b = Shape.of(size[1], size[2]);
                        product(type, a, Arrangement.CONTIGUOUS, b, Arrangement.CONTIGUOUS);
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> matmulLayouts() {
        return tests(
                "matmul of all layouts, left",
                Stream.of(Arrangement.values()),
                left -> {
                    for (Arrangement right : Arrangement.values()) {
                        product(DType.F32, Shape.of(19, 37), left, Shape.of(37, 67), right);
                        product(DType.F64, Shape.of(9, 18), left, Shape.of(18, 33), right);
                        product(DType.F32, Shape.of(3, 7, 9), left, Shape.of(3, 9, 17), right);
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> matmulOfTransposed() {
        return tests(
                "matmul with transposed factors",
                Samples.floating(),
                type -> {
                    for (long[] size : new long[][] {{65, 127, 33}, {33, 16, 64}, {1, 40, 50}}) {
                        Shape a = Shape.of(size[0], size[1]);
                        Shape b = Shape.of(size[1], size[2]);
                        product(type, a, Arrangement.TRANSPOSED, b, Arrangement.CONTIGUOUS);
                        product(type, a, Arrangement.CONTIGUOUS, b, Arrangement.TRANSPOSED);
                        product(type, a, Arrangement.TRANSPOSED, b, Arrangement.TRANSPOSED);
                    }
                });
    }

    @TestFactory
    default Stream<DynamicTest> matmulOfBatches() {
        return tests(
                "matmul of batches",
                Samples.floating(),
                type -> {
                    Arrangement plain = Arrangement.CONTIGUOUS;
                    Shape a = Shape.of(5, 17, 9);
                    Shape b = Shape.of(5, 9, 33);
                    product(type, a, plain, b, plain);
                    product(type, a, Arrangement.REPEATED, b, plain);
                    product(type, a, plain, b, Arrangement.REPEATED);
                    product(type, Shape.of(2, 3, 4, 5), plain, Shape.of(2, 3, 5, 6), plain);
                    product(type, Shape.of(2, 3, 1, 5), plain, Shape.of(2, 3, 5, 1), plain);
                    product(type, Shape.of(70, 2, 3), plain, Shape.of(70, 3, 2), plain);
                });
    }
}
