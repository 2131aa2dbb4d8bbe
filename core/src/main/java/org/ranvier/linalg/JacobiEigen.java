package org.ranvier.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan
 * 8.5), ascending. Only the lower triangle is read.
 */
final class JacobiEigen {
    private static final int MAX_SWEEPS = 60;
    private static final double PRECISION = Math.ulp(1.0);

    private final double[] values;
    private final Matrix vectors;

    JacobiEigen(Matrix symmetric) {
        int n = symmetric.columns();
        int exponent = symmetric.exponent();
        Matrix a = symmetric.scale(-exponent);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
                a.set(i, j, a.get(j, i));
            }
        }
        Matrix v = Matrix.identity(n);
        diagonalise(a, v);
        int[] rising =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> a.get(i, i)))
                        .mapToInt(i -> i)
                        .toArray();
        values =
                Arrays.stream(rising).mapToDouble(i -> Math.scalb(a.get(i, i), exponent)).toArray();
        vectors = new Matrix(n, n);
        for (int j = 0; j < n; j++) {
            System.arraycopy(v.column(rising[j]), 0, vectors.column(j), 0, n);
        }
    }

    double[] values() {
        return values;
    }

    Matrix vectors() {
        return vectors;
    }

    private static void diagonalise(Matrix a, Matrix v) {
        double norm = 0;
        for (int j = 0; j < a.columns(); j++) {
            norm += Matrix.dot(a.column(j), a.column(j), 0);
        }
        double allowed = PRECISION * Math.sqrt(norm);
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < a.columns(); p++) {
                for (int q = p + 1; q < a.columns(); q++) {
                    if (Math.abs(a.get(q, p)) > allowed) {
                        rotate(a, v, p, q);
                        rotated = true;
                    }
                }
            }
            if (!rotated) {
                return;
            }
        }
        throw new ArithmeticException(
                "eigh: no convergence after " + MAX_SWEEPS + " sweeps of Jacobi rotations");
    }

    private static void rotate(Matrix a, Matrix v, int p, int q) {
        double zeta = (a.get(q, q) - a.get(p, p)) / (2 * a.get(p, q));
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        double s = c * t;
        JacobiSvd.turn(a.column(p), a.column(q), c, s);
        for (int j = 0; j < a.columns(); j++) {
            double x = a.get(p, j);
            double y = a.get(q, j);
            a.set(p, j, c * x - s * y);
            a.set(q, j, s * x + c * y);
        }
        a.set(p, q, 0);
        a.set(q, p, 0);
        JacobiSvd.turn(v.column(p), v.column(q), c, s);
    }
}
