package org.ranvier.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ranvier.DType;
import org.ranvier.Ranvier;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.testkit.ReferenceBackend;

/** Products by our kernels, as where there is no cuBLAS: tiles of all sizes, layouts and cuts. */
@WithCuda
class GemmTest {
    private static final String CHOICE = "ranvier.cuda.gemm";

    /** A batch of products; the factors are of these shapes before they are laid. */
    private record Case(String name, Shape a, Shape b, Function<Tensor, Tensor> laid) {
        @Override
        public String toString() {
            return name + " " + a + " " + b;
        }
    }

    private static final List<Case> CASES =
            List.of(
                    of("one", 1, 1, 1),
                    of("below a tile", 7, 5, 9),
                    of("a tile", 64, 8, 64),
                    of("above a tile", 65, 9, 67),
                    of("large tiles", 200, 31, 300),
                    of("a large tile", 128, 16, 256),
                    of("a long inner index", 20, 4097, 13),
                    of("a column", 300, 40, 1),
                    of("a row", 1, 40, 300),
                    new Case("batches", Shape.of(5, 30, 20), Shape.of(5, 20, 70), x -> x),
                    new Case("transposed", Shape.of(70, 33), Shape.of(90, 70), Tensor::transpose),
                    new Case(
                            "every second row",
                            Shape.of(66, 30),
                            Shape.of(60, 50),
                            x -> x.slice(0, 0, x.size(0), 2)),
                    new Case("flipped", Shape.of(66, 30), Shape.of(30, 50), x -> x.flip(1)));

    private static Case of(String name, long m, long k, long n) {
        return new Case(name, Shape.of(m, k), Shape.of(k, n), x -> x);
    }

    @AfterEach
    void chooseNothing() {
        System.clearProperty(CHOICE);
    }

    private static Session own() {
        System.setProperty(CHOICE, "own");
        return Ranvier.open("cuda:0");
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheReference() {
        return Stream.of(DType.F32, DType.F64)
                .flatMap(type ->
                        CASES.stream()
                                .map(c ->
                                        DynamicTest.dynamicTest(
                                                type + " " + c, () -> compare(type, c))));
    }

    private static void compare(DType type, Case c) {
        try (Session device = own();
                Session reference = ReferenceBackend.open()) {
            double[] expected = product(reference, DType.F64, c);
            double[] actual = product(device, type, c);
            double longest = Math.max(c.a().size(-1), c.a().size(-2));
            double tolerance = (type == DType.F32 ? 1e-6 : 1e-14) * Math.sqrt(longest);
            assertArrayEquals(expected, actual, tolerance);
        }
    }

    private static double[] product(Session session, DType in, Case c) {
        session.random().position(0);
        List<Tensor> factors = new ArrayList<>();
        for (Shape shape : List.of(c.a(), c.b())) {
            Tensor x = session.rand(shape.toArray()).sub(0.5).to(in);
            factors.add(c.laid().apply(x));
        }
        Tensor y = factors.get(0).matmul(factors.get(1));
        return y.to(DType.F64).flatten().toDoubleArray();
    }

    @Test
    void theChoiceIsShown() {
        try (Session session = own()) {
            String products = session.device().details().get("matrix products");
            assertTrue(products.startsWith("own kernels"), products);
        }
        System.clearProperty(CHOICE);
        try (Session session = Ranvier.open("cuda:0")) {
            assertEquals(
                    Cublas.isWanted(),
                    session.device().details().get("matrix products").startsWith("cuBLAS"));
        }
    }
}
