package org.ranvier.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.ranvier.DType;
import org.ranvier.Session;
import org.ranvier.Shape;
import org.ranvier.Tensor;
import org.ranvier.linalg.Linalg;
import org.ranvier.testkit.ReferenceBackend;

class LinalgTest {
    private final Session session = ReferenceBackend.open();

    @AfterEach
    void close() {
        session.close();
    }

    private Tensor matrix() {
        return session.tensor(new double[] {4, 1, 2, 1, 3, 0, 2, 0, 5, 1, 1, 1}, 4, 3);
    }

    private static void checkEqual(Tensor expected, Tensor actual, double tolerance) {
        assertEquals(expected.spec(), actual.spec());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), tolerance);
    }

    @Test
    void factorsMultiplyToTheMatrix() {
        Tensor a = matrix();
        Linalg.Svd svd = Linalg.svd(a);
        checkEqual(a, svd.u().mul(svd.s()).matmul(svd.v().transpose()), 1e-14);
        Linalg.Qr qr = Linalg.qr(a.transpose());
        checkEqual(a.transpose(), qr.q().matmul(qr.r()), 1e-14);
        Tensor square = a.transpose().matmul(a);
        Tensor l = Linalg.cholesky(square);
        checkEqual(square, l.matmul(l.transpose()), 1e-13);
        Linalg.Eigen eigen = Linalg.eigh(square);
        checkEqual(
                square,
                eigen.vectors().mul(eigen.values()).matmul(eigen.vectors().transpose()),
                1e-13);
    }

    @Test
    void systemsAreSolved() {
        Tensor a = matrix().slice(0, 0, 3);
        Tensor x = session.tensor(new double[] {1, -2, 3});
        checkEqual(x, Linalg.solve(a, a.matmul(x)), 1e-14);
        Tensor several = session.tensor(new double[] {1, 4, -2, 5, 3, 6}, 3, 2);
        checkEqual(several, Linalg.solve(a, a.matmul(several)), 1e-14);
        Tensor square = a.transpose().matmul(a);
        checkEqual(x, Linalg.choleskySolve(Linalg.cholesky(square), square.matmul(x)), 1e-13);
    }

    @Test
    void leastSquaresFitALine() {
        Tensor a = session.tensor(new double[] {0, 1, 1, 1, 2, 1, 3, 1}, 4, 2);
        Tensor b = session.tensor(new double[] {-1, 0.2, 0.9, 2.1});
        Linalg.LeastSquares fit = Linalg.lstsq(a, b);
        assertEquals(2, fit.rank());
        assertArrayEquals(new double[] {1, -0.95}, fit.solution().toDoubleArray(), 1e-14);
        Tensor single = Linalg.lstsq(a.to(DType.F32), b.to(DType.F32)).solution();
        assertArrayEquals(new float[] {1, -0.95f}, single.toFloatArray(), 1e-6f);
    }

    @Test
    void ofManySolutionsTheShortestIsTaken() {
        Tensor a = session.full(DType.F64, Shape.of(3, 2), 1);
        Linalg.LeastSquares fit = Linalg.lstsq(a, session.tensor(new double[] {1, 2, 3}));
        assertEquals(1, fit.rank());
        assertArrayEquals(new double[] {1, 1}, fit.solution().toDoubleArray(), 1e-14);
    }

    private static void checkFault(
            Class<? extends Throwable> kind, String message, Executable action) {
        assertEquals(message, assertThrows(kind, action).getMessage());
    }

    @Test
    void faultsAreNamed() {
        Tensor a = matrix();
        checkFault(
                IllegalArgumentException.class,
                "svd: expected an F32 or F64 matrix, got F64[3]",
                () -> Linalg.svd(a.select(0, 0)));
        checkFault(
                IllegalArgumentException.class,
                "cholesky: expected a square matrix, got F64[4, 3]",
                () -> Linalg.cholesky(a));
        checkFault(
                IllegalArgumentException.class,
                "qr: the matrix of F64[4, 3] holds NaN or infinity",
                () -> Linalg.qr(a.div(0)));
        checkFault(
                IllegalArgumentException.class,
                "lstsq: F64[3] does not fit the matrix of F64[4, 3]; expected F64 and shape [4] or"
                        + " [4, k]",
                () -> Linalg.lstsq(a, a.select(0, 0)));
        checkFault(
                ArithmeticException.class,
                "solve: the matrix of F64[2, 2] is singular: its rank is 1; use lstsq",
                () ->
                        Linalg.solve(
                                session.full(DType.F64, Shape.of(2, 2), 1),
                                session.tensor(new double[] {1, 2})));
    }
}
