package org.ranvier.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ranvier.DType;
import org.ranvier.Layout;
import org.ranvier.Shape;
import org.ranvier.cpu.TestOperand;
import org.ranvier.cpu.parallel.Workers;
import org.ranvier.cpu.twin.Vectors;
import org.ranvier.spi.Operand;

/** Products against the sum written down, at sizes around the tiles' and with every stride. */
class GemmTest {
    private final Workers one = new Workers(1);
    private final Random random = new Random(7);

    @AfterEach
    void vectorsAsBefore() {
        Vectors.use(Vectors.Mode.AUTO);
        one.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Vectors.Mode.class,
            names = {"ON", "OFF"})
    void awkwardSizes(Vectors.Mode mode) {
        Vectors.use(mode);
        long[] sizes = {1, 2, 5, 6, 7, 13, 63, 64, 65};
        for (long m : sizes) {
            for (long n : sizes) {
                check(DType.F32, 1, m, 3 + m % 5, n, one);
                check(DType.F64, 1, m, 300, n, one);
            }
        }
        check(DType.F32, 3, 70, 257, 130, one);
        check(DType.F32, 2, 200, 513, 1, one);
        check(DType.F32, 2, 1, 513, 200, one);
        check(DType.F64, 2, 100, 1, 100, one);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F64"})
    void twinsAndThreadsGiveTheSameBits(DType type) {
        try (Workers two = new Workers(2)) {
            Operand a = TestOperand.random(random, type, Shape.of(2, 400, 300));
            Operand b = TestOperand.random(random, type, Shape.of(2, 300, 500));
            Vectors.use(Vectors.Mode.OFF);
            double[] scalar = product(a, b, one);
            Vectors.use(Vectors.Mode.ON);
            assertArrayEquals(scalar, product(a, b, one), 0);
            assertArrayEquals(scalar, product(a, b, two), 0);
        }
    }

    /** Sizes at which b is laid out for all threads, c is turned, or b is taken in two parts. */
    @Test
    void sharedProducts() {
        Vectors.use(Vectors.Mode.ON);
        try (Workers two = new Workers(2)) {
            check(DType.F32, 1, 64, 784, 512, two);
            check(DType.F32, 1, 512, 64, 330, two);
            check(DType.F32, 3, 150, 70, 257, two);
            check(DType.F64, 1, 300, 520, 70, two);
            check(DType.F64, 1, 70, 520, 300, two);
            check(DType.F32, 1, 150, 4100, 600, two);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F64"})
    void views(DType type) {
        Vectors.use(Vectors.Mode.ON);
        Operand whole = TestOperand.random(random, type, Shape.of(90, 100));
        Layout base = whole.layout();
        Layout stepped = base.slice(new long[] {2, 1}, new long[] {3, 2}, Shape.of(20, 40));
        Layout backwards = base.slice(new long[] {89, 99}, new long[] {-1, -1}, Shape.of(40, 70));
        Layout repeated =
                base.slice(new long[] {5, 0}, new long[] {1, 1}, Shape.of(1, 70))
                        .expand(Shape.of(40, 70));
        compare(view(whole, stepped), view(whole, backwards));
        compare(view(whole, stepped), view(whole, repeated));
        compare(view(whole, backwards.permute(1, 0)), view(whole, stepped.permute(1, 0)));
        compare(view(whole, repeated.permute(1, 0)), view(whole, backwards));
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "F64"})
    void repeatedBatch(DType type) {
        Operand a = TestOperand.random(random, type, Shape.of(3, 20, 30));
        Operand b = TestOperand.random(random, type, Shape.of(30, 70));
        compare(a, view(b, b.layout().expand(Shape.of(3, 30, 70))));
    }

    private static Operand view(Operand of, Layout layout) {
        return new Operand(of.buffer(), of.dtype(), layout);
    }

    private void check(DType type, long batch, long m, long k, long n, Workers workers) {
        for (int transposed = 0; transposed < 4; transposed++) {
            Operand a = matrix(type, batch, m, k, (transposed & 1) != 0);
            Operand b = matrix(type, batch, k, n, (transposed & 2) != 0);
            compare(a, b, product(a, b, workers));
        }
    }

    private Operand matrix(DType type, long batch, long rows, long columns, boolean transposed) {
        if (!transposed) {
            return TestOperand.random(random, type, Shape.of(batch, rows, columns));
        }
        Operand stored = TestOperand.random(random, type, Shape.of(batch, columns, rows));
        return view(stored, stored.layout().permute(0, 2, 1));
    }

    private void compare(Operand a, Operand b) {
        compare(a, b, product(a, b, one));
    }

    private static void compare(Operand a, Operand b, double[] result) {
        double epsilon = a.dtype() == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0);
        double[] x = TestOperand.values(a);
        double[] y = TestOperand.values(b);
        int m = (int) a.shape().size(-2);
        int k = (int) a.shape().size(-1);
        int n = (int) b.shape().size(-1);
        for (int i = 0; i < result.length; i++) {
            int batch = i / (m * n);
            int row = i / n;
            double sum = 0;
            double magnitude = 0;
            for (int l = 0; l < k; l++) {
                double term = x[row * k + l] * y[(batch * k + l) * n + i % n];
                sum += term;
                magnitude += Math.abs(term);
            }
            String where = a.spec() + " × " + b.spec() + " at " + i;
            assertEquals(sum, result[i], magnitude * epsilon * (2 + Math.sqrt(k)), where);
        }
    }

    /** The product, into memory full of NaN. */
    private static double[] product(Operand a, Operand b, Workers workers) {
        Shape shape = a.shape().with(-1, b.shape().size(-1));
        Operand c = TestOperand.filled(a.dtype(), shape, Double.NaN);
        Gemm.matmul(workers, a, b, c);
        return TestOperand.values(c);
    }
}
